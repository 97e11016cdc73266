using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The instant that an update speaks of: ISO 8601 with Z or an offset, or a bare date, which is the start of that day in London.</summary>
public static class AsAt
{
    public const string HowTo = "Give a time such as 2022-05-24T09:30:00Z or a date such as 2022-05-24.";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mmzzz",
    ];

    /// <returns>UTC; null when the text is neither.</returns>
    public static DateTimeOffset? Read(string text)
    {
        if (text.Length == 10)
        {
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999
                ? LondonTime.At(day, TimeOnly.MinValue)
                : null;
        }

        return DateTimeOffset.TryParseExact(WithSevenDigits(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;
    }

    /// <summary>Some languages write nanoseconds; the hub keeps 100 ns.</summary>
    private static string WithSevenDigits(string text)
    {
        var from = text.IndexOf('.', StringComparison.Ordinal) + 1;
        if (from == 0)
            return text;
        var until = from;
        while (until < text.Length && char.IsAsciiDigit(text[until]))
            until++;
        return until - from > 7 ? text.Remove(from + 7, until - from - 7) : text;
    }
}
