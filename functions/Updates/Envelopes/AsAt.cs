using System.Globalization;
using System.Text.RegularExpressions;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The instant that an update speaks of: RFC 3339 whole, minutes without seconds, or a bare date, which is the start of
/// that day in London.</summary>
public static partial class AsAt
{
    public const string HowTo = "Give a time such as 2022-05-24T09:30:00Z or a date such as 2022-05-24.";

    /// <summary>Characters; fractions of a second may have any number of digits.</summary>
    public const int MaxLength = 100;

    /// <summary>Digits of a fraction that count: .NET keeps 100 ns.</summary>
    private const int Digits = 7;

    /// <returns>UTC; null when the text is neither.</returns>
    public static DateTimeOffset? Read(string text)
    {
        if (IsDate(text))
        {
            return
                DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day.Year is > 1 and < 9999
                ? LondonTime.At(day, TimeOnly.MinValue)
                : null;
        }

        return Rfc3339().Match(text) is { Success: true } parts ? Read(parts) : null;
    }

    public static bool IsDate(string text) => text.Length == 10;

    private static DateTimeOffset? Read(Match parts)
    {
        if (!DateTime.TryParseExact(
                parts.Groups["minute"].Value.ToUpperInvariant().Replace(' ', 'T'),
                "yyyy-MM-dd'T'HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var minute))
            return null;
        var (second, hours, minutes) = (Number(parts, "second"), Number(parts, "hours"), Number(parts, "minutes"));
        if (second > 60 || hours > 23 || minutes > 59)
            return null;
        var offset = (parts.Groups["sign"].Value == "-" ? -1 : 1) * new TimeSpan(hours, minutes, 0).Ticks;
        var utc = minute.Ticks - offset;
        // A leap second ends a UTC day (RFC 3339, 5.7); it counts as the last instant of it.
        if (second == 60)
            return utc % TimeSpan.TicksPerDay == TimeSpan.TicksPerDay - TimeSpan.TicksPerMinute
                ? At(utc + TimeSpan.TicksPerMinute - 1)
                : null;
        var fraction = parts.Groups["fraction"].Value;
        var part =
            fraction.Length == 0
                ? 0
                : long.Parse(fraction[..Math.Min(Digits, fraction.Length)].PadRight(Digits, '0'), CultureInfo.InvariantCulture);
        return At(utc + second * TimeSpan.TicksPerSecond + part);
    }

    private static DateTimeOffset At(long ticks) =>
        new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);

    private static int Number(Match parts, string name) =>
        parts.Groups[name] is { Success: true } group
            ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        @"^(?<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?"
        + @"([Zz]|(?<sign>[+-])(?<hours>[0-9]{2})(:?(?<minutes>[0-9]{2}))?)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rfc3339();
}
