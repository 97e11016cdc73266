using System.Text.Json.Serialization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Everything that the hub ever publishes of a plan. An allow-list: what has no field here cannot leave the
/// hub.</summary>
/// <param name="Previous">Hash of the snapshot before; null for the first.</param>
/// <param name="PreviousFile">Where the snapshot before is, relative to the plan's folder; so the chain can be walked without a
/// listing.</param>
/// <param name="AsAt">UTC, whole seconds.</param>
/// <param name="Hash">SHA-256, lower-case hex, of the canonical JSON of all the rest.</param>
public sealed record Snapshot(
    string Schema,
    PublicPlan Plan,
    DateTimeOffset AsAt,
    long Sequence,
    string? Previous,
    string? PreviousFile,
    string Hash,
    PlanTotals Totals,
    IReadOnlyList<PublicItem> Items)
{
    public const string CurrentSchema = "snapshot/2";

    /// <summary>As <see cref="Totals"/>, over the items that have none below them; headlines use it. Left out of
    /// <c>snapshot/1</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanTotals? Deliverables { get; init; }

    /// <summary>Files from which a text was erased since the snapshot before, each with its SHA-256 as it is now; left out where
    /// there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErasedFile>? Erasures { get; init; }
}

/// <summary>What a snapshot says, apart from when it was taken and where it stands in the chain.</summary>
public sealed record PublicContent(PublicPlan Plan, PlanTotals Totals, IReadOnlyList<PublicItem> Items)
{
    /// <summary>Null in <c>snapshot/1</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlanTotals? Deliverables { get; init; }
}

/// <param name="Board">Days on which the Board meets, as entered.</param>
public sealed record PublicPlan(
    string Id,
    string Title,
    string Organisation,
    string? Area,
    PlanStatus Status,
    string? Period,
    DateOnly ReferenceDate,
    string ReviewEvery,
    IReadOnlyList<DateOnly> Board)
{
    /// <summary>Who stands behind it and on what terms; left out where the plan says nothing, and of <c>snapshot/1</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PublicTerms? Publication { get; init; }
}

/// <summary>What a plan says about its publication, for all to read. Each text is a web address, or words.</summary>
public sealed record PublicTerms(
    string? Licence,
    string? LicenceUrl,
    string? Contact,
    string? Comment,
    string? Accessibility,
    string? Privacy,
    string? Statuses,
    PlanLanguage? Language)
{
    /// <summary>Null where the plan says nothing.</summary>
    public static PublicTerms? Of(PlanPublication? plan)
    {
        if (plan is null)
            return null;
        var terms = new PublicTerms(
            Text(plan.Licence),
            Text(plan.LicenceUrl),
            Text(plan.Contact),
            Text(plan.Comment),
            Text(plan.Accessibility),
            Text(plan.Privacy),
            Text(plan.Statuses),
            plan.Language == PlanLanguage.En ? null : plan.Language);
        return terms == new PublicTerms(null, null, null, null, null, null, null, null) ? null : terms;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : PublicText.Clean(text);
}

public sealed record PublicItem
{
    public required string Id { get; init; }
    public string? Parent { get; init; }
    public required string Level { get; init; }
    public string? Label { get; init; }

    /// <summary>Empty when held back.</summary>
    public required string Title { get; init; }
    public PublicOwner? Owner { get; init; }
    public IReadOnlyList<string> Partners { get; init; } = [];
    public required Lifecycle Lifecycle { get; init; }
    public required Health Health { get; init; }

    /// <summary>The one word under which the totals count this item.</summary>
    public required Standing Standing { get; init; }
    public bool Overdue { get; init; }
    public bool Ongoing { get; init; }

    /// <summary>The plan's own words.</summary>
    public string? Timescale { get; init; }
    public DateOnly? Earliest { get; init; }
    public DateOnly? Due { get; init; }

    /// <summary>The first and the last instant of the window (UTC): whether a consultation is open follows from them and a
    /// clock.</summary>
    public DateTimeOffset? Opens { get; init; }
    public DateTimeOffset? Closes { get; init; }

    /// <summary>What was assumed to read the words as dates.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];
    public PublicMilestone? NextMilestone { get; init; }
    public IReadOnlyList<PublicMilestone> Milestones { get; init; } = [];
    public int? PercentComplete { get; init; }
    public string? Summary { get; init; }
    public DateTimeOffset? LastReported { get; init; }
    public IReadOnlyList<PublicMeasure> Measures { get; init; } = [];

    /// <summary>Fields whose text waits for the programme office.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];
}

/// <param name="Name">Only of elected members and office holders.</param>
public sealed record PublicOwner(string? Name, string? Role);

/// <param name="Type">start, complete or review.</param>
/// <param name="Original">The last day as first entered, where the approved one differs.</param>
public sealed record PublicMilestone(
    string Id,
    string Type,
    string Label,
    DateOnly? Earliest,
    DateOnly? Due,
    DateOnly? Original,
    DateOnly? Forecast,
    DateOnly? CompletedOn);

/// <param name="Value">Null when nothing was reported, or when a small count was suppressed.</param>
/// <param name="Suppressed">True for a count of people from 1 to 4, which could tell who they are.</param>
public sealed record PublicMeasure(
    string Id,
    string Name,
    string? Unit,
    decimal? Target,
    decimal? Value,
    string? Period,
    bool Approximate,
    bool AtLeast,
    bool Restated,
    bool Suppressed,
    DateTimeOffset? AsAt,
    string? Source);

/// <summary>A text that was not published.</summary>
/// <param name="Item">Item id, or null for the plan's own texts.</param>
/// <param name="Reason">Why, in words for the programme office; never the text itself.</param>
public sealed record HeldText(string? Item, string Field, string Reason)
{
    /// <summary>For the programme office's list of held texts alone.</summary>
    [JsonIgnore]
    public string Text { get; init; } = "";

    /// <summary>Whatever prints it must not print the text.</summary>
    public override string ToString() => $"{Field} of {Item ?? "the plan"}: {Reason}";
}
