using System.Globalization;

namespace HubFunctions.Plans;

/// <summary>The settings of one start. Each feature reads its own options here as it is registered; one line is collected for
/// each setting that is missing or malformed, and none of them is ever repeated in it.</summary>
/// <param name="development">Development, where <c>Hub__Now</c> may move the calendar.</param>
/// <param name="hosted">Under the Functions host no default of Development applies: who reaches it by mistake must not find known
/// keys.</param>
public sealed class SettingsReader(IConfiguration configuration, bool development, bool hosted = false)
{
    private readonly List<string> _problems = [];

    public bool IsDevelopment => development;

    /// <summary>Whether what is not set has a value that is good for a developer's machine only.</summary>
    public bool HasDefaults => development && !hosted;

    /// <summary>The run with samples, home page and timers; <c>Hub__LocalRun=false</c> leaves them out.</summary>
    public bool IsLocalRun => HasDefaults && Text("Hub__LocalRun") != "false";

    /// <summary>Each: name, what is wrong, how to fix it. Never a value.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Writes each problem as a line to standard error.</summary>
    /// <returns>True when the start has to stop.</returns>
    public bool ReportProblems()
    {
        foreach (var problem in _problems)
            Console.Error.WriteLine(problem);
        return _problems.Count > 0;
    }

    public string? Text(string name) =>
        configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } text ? text.Trim() : null;

    public void Wrong(string name, string what, string fix) => _problems.Add($"{name} {what}: {fix}.");

    public Uri? Url(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
            return url;
        Wrong(name, "is not a web address", "give one that begins with https://");
        return null;
    }

    /// <summary>Of at least 32 bytes, as base64.</summary>
    public byte[]? Key(string name, bool required)
    {
        if (Text(name) is not { } text)
        {
            if (required)
                Wrong(name, "is missing", "give at least 32 random bytes as base64, made with: openssl rand -base64 32");
            return null;
        }

        var key = new byte[text.Length];
        if (Convert.TryFromBase64String(text, key, out var length) && length >= 32)
            return key[..length];
        Wrong(name, "is not base64 of at least 32 bytes", "make one with: openssl rand -base64 32");
        return null;
    }

    public IReadOnlySet<DateOnly> Dates(string name)
    {
        var dates = new HashSet<DateOnly>();
        foreach (
            var part in (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (DateOnly.TryParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add(date);
            else
                Wrong(name, "is not a list of dates", "give days as yyyy-MM-dd with commas");
        }

        return dates;
    }

    public TimeOnly Time(string name, TimeOnly otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        Wrong(name, "is not a time of day", "give hours and minutes, such as 08:00");
        return otherwise;
    }
}
