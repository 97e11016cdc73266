using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>One reminder of one milestone or item, before it is known who gets it.</summary>
/// <param name="Milestone">Null where the reminder is about the item itself: a report or a date is missing.</param>
/// <param name="Due">The last plausible due day; null where there is none.</param>
/// <param name="WorkingDaysOverdue">Counted up to twice the grace period.</param>
public sealed record Reminder(
    PlanHeader Plan,
    PlanItem Item,
    Milestone? Milestone,
    Reason Reason,
    Occasion Occasion,
    DateOnly? Due,
    int WorkingDaysOverdue = 0)
{
    public const string SetDate = "date";

    public string Subject => Milestone?.Id ?? (Reason == Reason.SetDate ? SetDate : DueEntry.ReviewInterval);

    /// <summary>Names this occasion of this reminder for one role: what the ledger remembers.</summary>
    public string Key(Role role) => Key(Plan.Id, Item.Id, Subject, Occasion, role);

    public static string Key(string plan, string item, string milestone, Occasion occasion, Role role) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan}/{item}/{milestone}/{occasion.Id}/{(int)role}");

    /// <summary>Says in the ledger how many roles had to hear of an overdue occasion, so that a sweep knows without reading the
    /// item whether somebody still has to.</summary>
    public static string RolesKey(string plan, string item, string milestone, Occasion occasion, int roles) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan}/{item}/{milestone}/{occasion.Id}/of{roles}");
}
