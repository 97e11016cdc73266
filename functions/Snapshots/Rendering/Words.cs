using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>How the public pages say things. British dates, plain words, never a colour alone.</summary>
public static class Words
{
    public static string Of(Standing standing) => standing switch
    {
        Standing.Complete => "Complete",
        Standing.OnTrack => "On track",
        Standing.AtRisk => "At risk",
        Standing.OffTrack => "Off track",
        Standing.NotReported => "Not reported",
        Standing.NotStarted => "Not started",
        Standing.Paused => "Paused",
        _ => "Cancelled",
    };

    public static string Of(Lifecycle lifecycle) => lifecycle switch
    {
        Lifecycle.NotStarted => "Not started",
        Lifecycle.InProgress => "In progress",
        Lifecycle.Complete => "Complete",
        Lifecycle.Verified => "Complete and verified",
        Lifecycle.Paused => "Paused",
        Lifecycle.Cancelled => "Cancelled",
        _ => "Superseded",
    };

    public static string Of(PlanStatus status) => status switch
    {
        PlanStatus.Draft => "Draft",
        PlanStatus.Consultation => "In consultation",
        PlanStatus.Adopted => "Adopted",
        _ => "Closed",
    };

    /// <summary>A shape for each word, readable without colour.</summary>
    public static string Shape(Standing standing) => standing switch
    {
        Standing.Complete => "✔",
        Standing.OnTrack => "●",
        Standing.AtRisk => "▲",
        Standing.OffTrack => "◆",
        Standing.NotReported => "?",
        Standing.NotStarted => "○",
        Standing.Paused => "‖",
        _ => "✕",
    };

    public static string Css(Standing standing) => standing switch
    {
        Standing.Complete => "complete",
        Standing.OnTrack => "on-track",
        Standing.AtRisk => "at-risk",
        Standing.OffTrack => "off-track",
        Standing.NotReported => "not-reported",
        Standing.NotStarted => "not-started",
        Standing.Paused => "paused",
        _ => "cancelled",
    };

    public static int Count(PlanTotals totals, Standing standing) => standing switch
    {
        Standing.Complete => totals.Complete,
        Standing.OnTrack => totals.OnTrack,
        Standing.AtRisk => totals.AtRisk,
        Standing.OffTrack => totals.OffTrack,
        Standing.NotReported => totals.NotReported,
        Standing.NotStarted => totals.NotStarted,
        Standing.Paused => totals.Paused,
        _ => totals.Cancelled,
    };

    /// <summary>The title, or plain words where it is held back.</summary>
    public static string Title(PublicItem item) => item.Title.Length == 0 ? $"Title held back for checking ({item.Id})" : item.Title;

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset instant) => Day(LondonTime.DateOf(instant));

    /// <summary>Local time in London, such as "24 May 2022, 8:00am".</summary>
    public static string Time(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, LondonTime.Zone);
        return Day(DateOnly.FromDateTime(local.DateTime)) + local.ToString(", h:mmtt", CultureInfo.InvariantCulture).ToLowerInvariant();
    }

    /// <summary>The whole window of an item, never more exact than the plan's words.</summary>
    public static string Window(PublicItem item) => item switch
    {
        { Level: "consultation", Earliest: { } from, Due: { } until } => $"Open from {Day(from)} until the end of {Day(until)}",
        { Level: "consultation", Due: { } until } => $"Open until the end of {Day(until)}",
        { Earliest: null, Due: null, Ongoing: true } => "Ongoing",
        { Ongoing: true } => $"Ongoing; dated step: {Window(item.Earliest, item.Due)}",
        _ => Window(item.Earliest, item.Due),
    };

    public static string Window(DateOnly? earliest, DateOnly? due) => (earliest, due) switch
    {
        ({ } from, { } until) when from == until => Day(until),
        ({ } from, { } until) => $"{Day(from)} to {Day(until)}",
        (null, { } until) => $"by {Day(until)}",
        ({ } from, null) => $"from {Day(from)}",
        _ => "No date given",
    };

    public static string Of(PublicMilestone milestone)
    {
        var kind = milestone.Type switch { "start" => "Start", "complete" => "Completion", _ => "Review" };
        return milestone.Label.Length == 0 ? kind : $"{kind}: {milestone.Label}";
    }

    public static string Of(Change change) => change switch
    {
        { Field: "added" } => "Added to the plan",
        { Field: "removed" } => "No longer in the plan",
        { Field: "status", From: { } from, To: { } to } => $"{from} → {to}",
        { Field: "status", To: { } to } => to,
        { Field: "date", From: var from, To: var to } => $"Date moved from “{from}” to “{to}”",
        { Field: "progress", From: { } from, To: { } to } => $"{from} → {to} done",
        { Field: "progress", To: { } to } => $"{to} done",
        { Field: "summary", To: { } to } => $"New report: {to}",
        { Field: "owner", To: { } to } => $"Owner is now {to}",
        { Field: "owner" } => "No owner any more",
        { Field: "wording", To: { } to } => $"Reworded: {to}",
        { To: { } to } => to,
        _ => $"{change.Field} withdrawn",
    };

    /// <summary>Name and role, as far as they are public; null when there is no owner.</summary>
    public static string? Of(PublicOwner? owner) => owner switch
    {
        null => null,
        { Name: { } name, Role: { } role } => $"{name}, {role}",
        { Name: { } name } => name,
        { Role: { } role } => role,
        _ => "Named in the plan",
    };

    /// <summary>A measure's value with its flags and unit.</summary>
    public static string Value(PublicMeasure measure)
    {
        if (measure.Suppressed)
            return "fewer than 5 (exact figure withheld to protect people's privacy)";
        if (measure.Value is not { } value)
            return "not reported";
        var flags = (measure.Approximate ? "about " : "") + (measure.AtLeast ? "at least " : "");
        return flags + Amount(value, measure.Unit) + (measure.Period is { } period ? $" ({period})" : "") + (measure.Restated ? ", restated" : "");
    }

    public static string Amount(decimal value, string? unit)
    {
        var number = value.ToString("#,0.############", CultureInfo.InvariantCulture);
        return unit switch
        {
            null or "" => number,
            "£" or "GBP" => "£" + number,
            ['%', ..] => number + unit,
            _ => $"{number} {unit}",
        };
    }

    public static string Plural(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many ?? one + "s")}");
}
