using System.Globalization;
using System.Text.RegularExpressions;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Hosting;

/// <summary>Reads <see cref="HubSettings"/> from the environment and collects one line for each setting that is missing or malformed.</summary>
/// <param name="hosted">Under the Functions host no default of Development applies: who reaches it by mistake must not find known keys.</param>
public sealed partial class SettingsReader(IConfiguration configuration, bool development, bool hosted = false)
{
    private readonly bool _defaults = development && !hosted;

    private readonly List<string> _problems = [];

    /// <summary>Each: name, what is wrong, how to mend it. Never a value.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Writes each problem as a line to standard error.</summary>
    /// <returns>Null when there are problems.</returns>
    public static HubSettings? ReadOrReport(IHostApplicationBuilder builder, bool hosted)
    {
        var reader = new SettingsReader(builder.Configuration, builder.Environment.IsDevelopment(), hosted);
        var settings = reader.Read();
        foreach (var problem in reader.Problems)
            Console.Error.WriteLine(problem);
        return settings;
    }

    /// <returns>Null when there are problems.</returns>
    public HubSettings? Read()
    {
        var state = StorageSettingsReader.Read(this, "AzureWebJobsStorage") ?? (_defaults ? LocalStorage : null);
        if (state is null)
            Wrong("AzureWebJobsStorage", "is missing", "give a connection string, or AzureWebJobsStorage__accountName for managed identity");
        var settings = new HubSettings
        {
            StateStorage = state ?? LocalStorage,
            SnapshotStorage = StorageSettingsReader.Read(this, "Hub__SnapshotStorage") ?? state ?? LocalStorage,
            SnapshotContainer = Container(),
            PublicBaseUrl = Url("Hub__PublicBaseUrl", _defaults ? LocalUrl(configuration) : HostUrl()),
            SigningKey = Key("Hub__SigningKey", required: !_defaults) ?? LocalKey,
            PreviousSigningKey = Key("Hub__PreviousSigningKey", required: false),
            AdminKey = AdminKey(),
            TimeZone = Zone(),
            LeadDays = LeadDays(),
            SendFrom = Time("Hub__Reminders__SendFrom", new(8, 0)),
            SendUntil = Time("Hub__Reminders__SendUntil", new(18, 0)),
            BankHolidays = new WorkingDayOverrides(Dates("Hub__BankHolidays__Closed"), Dates("Hub__BankHolidays__Open")),
            Mail = MailOptions.Read(Text, OptionalUrl, Wrong, _defaults),
            Entra = EntraSettings.Read(this),
            LocalRun = LocalRun,
            Now = Now(),
        };
        if (settings.SendFrom >= settings.SendUntil)
            Wrong("Hub__Reminders__SendUntil", "is not after Hub__Reminders__SendFrom", "give a later time of day, such as 18:00");
        return _problems.Count == 0 ? settings : null;
    }

    public string? Text(string name) => configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } text ? text.Trim() : null;

    public void Wrong(string name, string what, string mend) => _problems.Add($"{name} {what}: {mend}.");

    /// <summary>Where the samples' real deadlines are near.</summary>
    private static readonly DateTimeOffset SampleRun = new(2022, 5, 24, 7, 0, 0, TimeSpan.Zero);

    /// <summary>Well known, as is its key; only ever used in Development.</summary>
    private static StorageSettings LocalStorage { get; } = new("UseDevelopmentStorage=true", null, null, null, null);

    private static byte[] LocalKey { get; } = "a signing key for local runs only"u8.ToArray();

    /// <summary>Where a run without the host listens first.</summary>
    public static string LocalUrl(IConfiguration configuration) => configuration["urls"]?.Split(';')[0] is { Length: > 0 } url ? url : "http://localhost:7071";

    /// <summary>Azure names the app in its environment.</summary>
    private string? HostUrl() => Text("WEBSITE_HOSTNAME") is { } host ? $"https://{host}" : null;

    private Uri Url(string name, string? local)
    {
        var url = OptionalUrl(name);
        if (url is null && local is null && Text(name) is null)
            Wrong(name, "is missing", "give the address at which people reach the hub, such as https://hub.example.gov.uk");
        return url ?? new Uri(local ?? "https://invalid.example");
    }

    public Uri? OptionalUrl(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
            return url;
        Wrong(name, "is not a web address", "give one that begins with https://");
        return null;
    }

    private string Container()
    {
        var name = Text("Hub__SnapshotContainer") ?? "snapshots";
        if (name != "$web" && !ContainerName().IsMatch(name))
            Wrong("Hub__SnapshotContainer", "is not the name of a container", "give 3 to 63 lower-case letters, digits and single hyphens, or $web");
        return name;
    }

    // Microsoft Learn, "Naming and referencing containers, blobs, and metadata".
    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerName();

    private byte[]? Key(string name, bool required)
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

    private string AdminKey()
    {
        var key = Text("Hub__AdminKey") ?? (_defaults ? "local-admin-key" : null);
        if (key is null)
            Wrong("Hub__AdminKey", "is missing", "give a random text of at least 32 characters, made with: openssl rand -base64 32");
        else if (!_defaults && key.Length < 16)
            Wrong("Hub__AdminKey", "is shorter than 16 characters", "make one with: openssl rand -base64 32");
        return key ?? "";
    }

    private string Zone()
    {
        var zone = Text("Hub__TimeZone") ?? "Europe/London";
        if (zone != "Europe/London")
            Wrong("Hub__TimeZone", "is not Europe/London", "leave it out: bank holidays and sending hours are those of England and Wales");
        return zone;
    }

    private List<int> LeadDays()
    {
        var days = new List<int>();
        foreach (var part in (Text("Hub__Reminders__LeadDays") ?? "30,14,7,1,0").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) || day > 366)
            {
                Wrong("Hub__Reminders__LeadDays", "is not a list of days", "give whole numbers from 0 to 366 with commas, such as 30,14,7,1,0");
                return [0];
            }

            days.Add(day);
        }

        return [.. days.Distinct().OrderDescending()];
    }

    private HashSet<DateOnly> Dates(string name)
    {
        var dates = new HashSet<DateOnly>();
        foreach (var part in (Text(name) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (DateOnly.TryParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add(date);
            else
                Wrong(name, "is not a list of dates", "give days as yyyy-MM-dd with commas");
        }

        return dates;
    }

    private TimeOnly Time(string name, TimeOnly otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        Wrong(name, "is not a time of day", "give hours and minutes, such as 08:00");
        return otherwise;
    }

    private bool LocalRun => _defaults && Text("Hub__LocalRun") != "false";

    private DateTimeOffset? Now()
    {
        if (Text("Hub__Now") is not { } text)
            return LocalRun ? SampleRun : null;
        if (!development)
            Wrong("Hub__Now", "is set outside Development", "remove it: the calendar of a deployed hub is the real one");
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var now))
            return now;
        else
            Wrong("Hub__Now", "is not an instant", "give ISO 8601 in UTC, such as 2022-05-24T07:00:00Z");
        return null;
    }
}
