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
}
