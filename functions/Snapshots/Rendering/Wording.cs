using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>How the public pages say things in one language: plain words, dates in full, never a colour alone.</summary>
/// <param name="language">BCP 47, for <c>lang</c>.</param>
/// <param name="translate">From the English of a fixed phrase, placeholders and all; null for English itself.</param>
public sealed class Wording(string language, Func<string, string>? translate = null)
{
    public static readonly Wording English = new("en-GB");
    public static readonly Wording Welsh = new("cy", WelshPhrases.Of);

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    public string Language => language;

    public bool IsEnglish => translate is null;

    /// <summary>A fixed phrase, by its English.</summary>
    public string this[string english] => translate is null ? english : translate(english);

    public static Wording Of(PublicPlan plan) => In(plan.Publication?.Language);

    public static Wording In(PlanLanguage? language) => language == PlanLanguage.Cy ? Welsh : English;

    /// <summary>A fixed phrase with values in it: the phrase is known by its English with the placeholders.</summary>
    public string Say(FormattableString phrase) =>
        string.Format(CultureInfo.InvariantCulture, this[phrase.Format], phrase.GetArguments());

    public string Of(Standing standing) => this[standing switch
    {
        Standing.Complete => "Complete",
        Standing.OnTrack => "On track",
        Standing.AtRisk => "At risk",
        Standing.OffTrack => "Off track",
        Standing.NotReported => "Not reported",
        Standing.NotStarted => "Not started",
        Standing.Paused => "Paused",
        _ => "Cancelled",
    }];

    public string Of(Lifecycle lifecycle) => this[lifecycle switch
    {
        Lifecycle.NotStarted => "Not started",
        Lifecycle.InProgress => "In progress",
        Lifecycle.Complete => "Complete",
        Lifecycle.Verified => "Complete and verified",
        Lifecycle.Paused => "Paused",
        Lifecycle.Cancelled => "Cancelled",
        _ => "Superseded",
    }];

    public string Of(PlanStatus status) => this[status switch
    {
        PlanStatus.Draft => "Draft",
        PlanStatus.Consultation => "In consultation",
        PlanStatus.Adopted => "Adopted",
        _ => "Closed",
    }];

    /// <summary>In place of a title that is held back.</summary>
    public string Untitled(string item) => Say($"Title held back for checking ({item})");

    public string Title(PublicItem item) => item.Title.Length == 0 ? Untitled(item.Id) : item.Title;

    public string Day(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day} {this[Months[day.Month - 1]]} {day.Year:0000}");

    /// <summary>Such as "May 2022", shortened to fit an axis.</summary>
    public string Month(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{this[Months[day.Month - 1]][..3]} {day.Year:0000}");

    public string Day(DateTimeOffset instant) => Day(LondonTime.DateOf(instant));

    /// <summary>Local time in London, such as "24 May 2022, 8:00am".</summary>
    public string Time(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, LondonTime.Zone);
        var half = this[local.Hour < 12 ? "am" : "pm"];
        return Day(DateOnly.FromDateTime(local.DateTime)) + local.ToString(", h:mm", CultureInfo.InvariantCulture) + half;
    }

    /// <summary>The whole window of an item, never more exact than the plan's words.</summary>
    public string Window(PublicItem item) =>
        item switch
        {
            { Level: "consultation", Earliest: { } from, Due: { } until } => Say(
                $"Open from {Day(from)} until the end of {Day(until)}"),
            { Level: "consultation", Due: { } until } => Say($"Open until the end of {Day(until)}"),
            { Earliest: null, Due: null, Ongoing: true } => this["Ongoing"],
            { Ongoing: true } => Say($"Ongoing; dated step: {Window(item.Earliest, item.Due)}"),
            _ => Window(item.Earliest, item.Due),
        };

    public string Window(DateOnly? earliest, DateOnly? due) => (earliest, due) switch
    {
        ({ } from, { } until) when from == until => Day(until),
        ({ } from, { } until) => Say($"{Day(from)} to {Day(until)}"),
        (null, { } until) => Say($"by {Day(until)}"),
        ({ } from, null) => Say($"from {Day(from)}"),
        _ => this["No date given"],
    };

    /// <summary>Start, completion or review.</summary>
    public string Kind(PublicMilestone milestone) =>
        this[
            milestone.Type switch
            {
                "start" => "Start",
                "complete" => "Completion",
                _ => "Review",
            }
        ];

    public string Of(PublicMilestone milestone) =>
        milestone.Label.Length == 0 ? Kind(milestone) : $"{Kind(milestone)}: {milestone.Label}";

    public string Of(Change change) => string.Concat(ChangePhrases.Of(change, this).Select(part => part.Text));

    /// <summary>Name and role, as far as they are public; null when there is no owner.</summary>
    public string? Of(PublicOwner? owner) => owner switch
    {
        null => null,
        { Name: { } name, Role: { } role } => $"{name}, {role}",
        { Name: { } name } => name,
        { Role: { } role } => role,
        _ => this["Named in the plan"],
    };

    /// <summary>A measure's value with its flags and unit.</summary>
    public string Value(PublicMeasure measure)
    {
        if (measure.Suppressed)
            return this["fewer than 5 (exact figure withheld to protect people's privacy)"];
        if (measure.Value is not { } value)
            return this["not reported"];
        var flags = (measure.Approximate ? this["about"] + " " : "") + (measure.AtLeast ? this["at least"] + " " : "");
        return flags
            + Amount(value, measure.Unit)
            + (measure.Period is { } period ? $" ({period})" : "")
            + (measure.Restated ? ", " + this["restated"] : "");
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

    /// <summary>Welsh has the singular after a number.</summary>
    public string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count != 1 && IsEnglish ? many ?? one + "s" : this[one])}");
}
