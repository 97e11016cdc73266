using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Hosting;

/// <summary>All settings, read once at start. See the table in README and local.settings.sample.json.</summary>
public sealed record HubSettings
{
    public required StorageSettings StateStorage { get; init; }
    public required StorageSettings SnapshotStorage { get; init; }

    /// <summary>Of the published files; <c>$web</c> makes them a static website.</summary>
    public string SnapshotContainer { get; init; } = "snapshots";

    /// <summary>No slash at the end.</summary>
    public required Uri PublicBaseUrl { get; init; }
    public required byte[] SigningKey { get; init; }
    public byte[]? PreviousSigningKey { get; init; }
    public required string AdminKey { get; init; }
    public string TimeZone { get; init; } = "Europe/London";
    public IReadOnlyList<int> LeadDays { get; init; } = [30, 14, 7, 1, 0];

    /// <summary>London time.</summary>
    public TimeOnly SendFrom { get; init; } = new(8, 0);
    public TimeOnly SendUntil { get; init; } = new(18, 0);

    /// <summary>What proclamations change after this version was made.</summary>
    public WorkingDayOverrides BankHolidays { get; init; } = WorkingDayOverrides.None;
    public required MailOptions Mail { get; init; }

    /// <summary>Null: the admin key alone lets the office in.</summary>
    public EntraSettings? Entra { get; init; }

    /// <summary>Development only: load the samples and show the home page.</summary>
    public bool LocalRun { get; init; }

    /// <summary>Where the calendar starts (UTC), in Development only.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Requests of one partner: so many at once, and again so many spread over a minute.</summary>
    public int RequestsPerMinute { get; init; } = 6000;
}
