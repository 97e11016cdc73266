namespace HubFunctions.Plans;

/// <summary>The shape of every id that the hub gives or takes: <c>[a-z0-9][a-z0-9.-]{0,62}</c>.</summary>
public static class Id
{
    public const int MaxLength = 63;

    public static bool IsValid(string? id)
    {
        if (string.IsNullOrEmpty(id) || id.Length > MaxLength || id[0] is '.' or '-')
            return false;
        foreach (var c in id)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-'))
                return false;
        }

        return true;
    }

    /// <summary>An id that reads like a text; empty where the text has no letters or digits.</summary>
    public static string Slug(string text, int most = MaxLength)
    {
        Span<char> slug = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text.ToLowerInvariant())
        {
            if (length == Math.Min(most, slug.Length))
                break;
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                slug[length++] = c;
            else if (length > 0 && slug[length - 1] is not ('-' or '.'))
                slug[length++] = c == '.' ? '.' : '-';
        }

        return slug[..length].TrimEnd("-.").ToString();
    }
}
