using System.Globalization;
using System.Text;

namespace HubFunctions.Plans;

/// <summary>An iCalendar file (RFC 5545) of all-day events. Deadlines are days in London, so they carry no time zone that could
/// move them.</summary>
public sealed class CalendarFile
{
    private const int MaxOctets = 75;
    private readonly StringBuilder _text = new();
    private readonly string _host;

    /// <param name="product">What made it, for PRODID.</param>
    /// <param name="host">Name of the hub: with it an event's UID is its own among all hubs (RFC 7986).</param>
    /// <param name="properties">Further lines of the calendar itself, with texts escaped by <see cref="Text"/>.</param>
    public CalendarFile(string product, string host, params ReadOnlySpan<string> properties)
    {
        _host = host;
        Lines(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            $"PRODID:-//Deliverables Hub//{product}//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH");
        Lines(properties);
    }

    /// <param name="id">The same for the same deadline in every issue of the file.</param>
    /// <param name="stamp">When this issue was made.</param>
    /// <param name="day">The last day of the step.</param>
    /// <param name="summary">Plain text.</param>
    /// <param name="description">Plain text.</param>
    /// <param name="properties">Further lines of the event.</param>
    public void Add(
        string id,
        DateTimeOffset stamp,
        DateOnly day,
        string summary,
        string description,
        params ReadOnlySpan<string> properties)
    {
        Lines(
            "BEGIN:VEVENT",
            $"UID:{id}@{_host}",
            $"DTSTAMP:{stamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}",
            $"DTSTART;VALUE=DATE:{Date(day)}",
            $"DTEND;VALUE=DATE:{Date(day.PlusDays(1))}",
            $"SUMMARY:{Text(summary)}",
            $"DESCRIPTION:{Text(description)}");
        Lines(properties);
        Lines("TRANSP:TRANSPARENT", "END:VEVENT");
    }

    public override string ToString() => _text + "END:VCALENDAR\r\n";

    public static string Text(string text) => Visible(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    /// <summary>A value holds no control character but the line break (RFC 5545, 3.1).</summary>
    private static string Visible(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', '\x1F') || text.Contains('\x7F', StringComparison.Ordinal)
            ? string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(OneLine.Of))
            : text;

    private static string Date(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private void Lines(params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
            Fold(line);
    }

    /// <summary>At most 75 octets a line; a character is never cut.</summary>
    private void Fold(string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MaxOctets)
            {
                _text.Append("\r\n ");
                octets = 1;
            }

            _text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        _text.Append("\r\n");
    }
}
