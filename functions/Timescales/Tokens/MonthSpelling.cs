namespace HubFunctions.Timescales;

/// <summary>Long month names with one slip of the keys: a letter left out, put in, mistaken, or two changed over.</summary>
internal static class MonthSpelling
{
    private static readonly (string Name, int Month)[] _names =
    [
        ("january", 1), ("february", 2), ("september", 9), ("october", 10), ("november", 11), ("december", 12),
    ];

    /// <summary>The month that a misspelt word stands for, or 0.</summary>
    public static int Guess(ReadOnlySpan<char> word)
    {
        if (word.Length is < 6 or > 10)
        {
            return 0;
        }

        foreach (var (name, month) in _names)
        {
            if (name[0] == word[0] && Math.Abs(name.Length - word.Length) <= 1 && OneSlipApart(word, name))
            {
                return month;
            }
        }

        return 0;
    }

    private static bool OneSlipApart(ReadOnlySpan<char> word, string name)
    {
        var same = word.CommonPrefixLength(name);
        var w = word[same..];
        var n = name.AsSpan()[same..];
        if (w.Length != n.Length)
        {
            return w.Length > n.Length ? w[1..].SequenceEqual(n) : w.SequenceEqual(n[1..]);
        }

        var swapped = w.Length > 1 && w[0] == n[1] && w[1] == n[0] && w[2..].SequenceEqual(n[2..]);
        return swapped || w[1..].SequenceEqual(n[1..]);
    }
}
