namespace HubFunctions.Reminders;

/// <summary>When and how reminders go out. Times are London time.</summary>
public sealed record ReminderSettings
{
    /// <summary>Days before the earliest plausible due date; 0 is the day itself.</summary>
    public IReadOnlyList<int> LeadDays { get; init; } = [30, 14, 7, 1, 0];
    public TimeOnly SendFrom { get; init; } = new(8, 0);
    public TimeOnly SendUntil { get; init; } = new(18, 0);

    /// <summary>Weekdays on which an overdue deliverable is mentioned again. The first of them in a month also carries the monthly reminders.</summary>
    public IReadOnlyList<DayOfWeek> OverdueOn { get; init; } = [DayOfWeek.Monday];

    /// <summary>Working days overdue without an update before the owner's escalation contact is told; after twice as many, the board secretary.</summary>
    public int GraceWorkingDays { get; init; } = 10;

    /// <summary>How far back a reminder that did not go out is still caught up, in calendar days; longer after an outage.</summary>
    public int LookBackDays { get; init; } = 7;

    /// <summary>Who gets what nobody else can be told: the programme office's mailbox.</summary>
    public required string OfficeAddress { get; init; }
    public required string From { get; init; }
    public required Uri PublicBaseUrl { get; init; }
    public int MaxLead => LeadDays.Count == 0 ? 0 : LeadDays.Max();
}
