using System.Globalization;

namespace HubFunctions.Plans;

/// <summary>The setting <c>Hub__Now</c>, and the time zone, which is none that anybody can choose.</summary>
public static class CalendarStart
{
    private const string Zone = "Europe/London";

    /// <summary>Where the samples' real deadlines are near.</summary>
    private static readonly DateTimeOffset SampleRun = new(2022, 5, 24, 7, 0, 0, TimeSpan.Zero);

    /// <returns>Where the calendar starts (UTC), in Development only; null for the real time.</returns>
    public static DateTimeOffset? Read(SettingsReader settings)
    {
        if ((settings.Text("Hub__TimeZone") ?? Zone) != Zone)
            settings.Wrong(
                "Hub__TimeZone",
                $"is not {Zone}",
                "leave it out: bank holidays and sending hours are those of England and Wales");
        if (settings.Text("Hub__Now") is not { } text)
            return settings.IsLocalRun ? SampleRun : null;
        if (!settings.IsDevelopment)
            settings.Wrong("Hub__Now", "is set outside Development", "remove it: the calendar of a deployed hub is the real one");
        else if (DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var now))
            return now;
        else
            settings.Wrong("Hub__Now", "is not an instant", "give ISO 8601 in UTC, such as 2022-05-24T07:00:00Z");
        return null;
    }
}
