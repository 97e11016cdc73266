namespace HubFunctions.Http;

/// <summary>The known word, item or field that somebody most likely meant.</summary>
public static class Nearest
{
    private const int MaxLength = 100;

    /// <returns>Null when none is near. Case and what is neither letter nor digit do not count.</returns>
    public static string? Of(string given, IEnumerable<string> known)
    {
        var wanted = Plain(given);
        if (wanted.Length is 0 or > MaxLength)
            return null;
        string? nearest = null;
        var least = Math.Min(3, Math.Max(1, wanted.Length / 3)) + 1;
        foreach (var candidate in known)
        {
            var plain = Plain(candidate);
            if (plain.Length is > 0 and <= MaxLength
                && Math.Abs(plain.Length - wanted.Length) < least
                && Distance(wanted, plain) is var distance
                && distance < least)
                (nearest, least) = (candidate, distance);
        }

        return nearest;
    }

    /// <summary>" Did you mean …?", or nothing.</summary>
    public static string Question(string given, IEnumerable<string> known) =>
        Of(given, known) is { } nearest ? $" Did you mean {nearest}?" : "";

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>Optimal string alignment: characters that are missing, too many, wrong or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        int[] before = new int[b.Length + 1], row = new int[b.Length + 1], next = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                next[j] = Math.Min(Math.Min(next[j - 1], row[j]) + 1, row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
            }

            (before, row, next) = (row, next, before);
        }

        return row[b.Length];
    }
}
