using System.Globalization;

namespace HubFunctions.Reminders;

/// <summary>One moment at which a reminder is called for.</summary>
/// <param name="Nominal">The calendar day by the rule ("7 days before"): names the occasion, whatever working days do to
/// it.</param>
/// <param name="Day">The working day on which it is sent.</param>
/// <param name="Phase">What has to have happened since for it to be answered.</param>
public sealed record Occasion(DateOnly Nominal, DateOnly Day, Phase Phase)
{
    public string Id => $"{(char)('a' + (int)Phase)}{Nominal.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
}

public enum Phase
{
    /// <summary>Before the last plausible due day is over.</summary>
    Approaching,

    /// <summary>After it.</summary>
    Overdue,

    /// <summary>A report is due, or no date is set.</summary>
    ReviewInterval,
}
