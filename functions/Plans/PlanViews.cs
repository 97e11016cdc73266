using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>A line of <c>GET /api/plans</c>.</summary>
public sealed record PlanSummary(
    string Id,
    string Title,
    string Organisation,
    string? Area,
    PlanStatus Status,
    bool Published,
    string? Period,
    bool Held,
    PlanTotals Totals)
{
    public static PlanSummary Of(StoredPlan stored, DateOnly today) =>
        new(
            stored.Plan.Id,
            stored.Plan.Title,
            stored.Plan.Organisation,
            stored.Plan.Area,
            stored.Plan.Status,
            stored.Plan.IsPublic(),
            stored.Plan.Period,
            stored.Header.IsOnHold(today),
            PlanTotals.Of(stored.Plan, stored.Items, today));
}

/// <summary>The answer of <c>GET /api/plans</c>.</summary>
/// <param name="Unread">Ids of plans whose stored rows cannot be read; null where there is none.</param>
public sealed record PlanList(IReadOnlyList<PlanSummary> Plans, IReadOnlyList<string>? Unread);

/// <summary>The answer of <c>GET /api/plans/{plan}</c>, for the office: it holds addresses and internal notes.</summary>
public sealed record PlanView : PlanHeader
{
    public Hold? Hold { get; init; }
    public required PlanTotals Totals { get; init; }
    public required IReadOnlyList<ItemView> Items { get; init; }

    public static PlanView Of(StoredPlan stored, DateOnly today)
    {
        var standings = Standings.Of(stored.Plan, stored.Items, today);
        return stored.Plan.CopyTo(new PlanView
        {
            Id = stored.Plan.Id,
            Title = stored.Plan.Title,
            ReferenceDate = stored.Plan.ReferenceDate,
            Hold = stored.Header.Hold,
            Totals = PlanTotals.Of(stored.Plan, stored.Items, today),
            Items = [.. stored.Items.Select(i => ItemView.Of(i, standings[i.Id], today))],
        }) with
        {
            Reminders = stored.Plan.Reminders ?? ReminderStart.Started,
        };
    }
}

/// <summary>An item flat, as people look at it.</summary>
public record ItemView
{
    public required string Id { get; init; }
    public string? Parent { get; init; }
    public required string Level { get; init; }
    public string? Label { get; init; }
    public required string Title { get; init; }
    public string? Owner { get; init; }
    public required IReadOnlyList<string> Partners { get; init; }
    public string? Timescale { get; init; }
    public required Standing Standing { get; init; }
    public required bool Overdue { get; init; }

    /// <summary>Declared on track although a date is over: ask again.</summary>
    public required bool Contradicted { get; init; }
    public required Lifecycle Lifecycle { get; init; }
    public required Health Health { get; init; }
    public DateOnly? Earliest { get; init; }
    public DateOnly? Due { get; init; }
    public Milestone? NextMilestone { get; init; }
    public required long Sequence { get; init; }
    public required TimescaleKind Kind { get; init; }
    public required ItemState State { get; init; }
    public required IReadOnlyList<MeasureDefinition> Measures { get; init; }
    public bool Removed { get; init; }

    public static ItemView Of(PlanItem item, Standing standing, DateOnly today) => new()
    {
        Id = item.Id,
        Parent = item.Definition.Parent,
        Level = item.Definition.Level,
        Label = item.Definition.Label,
        Title = item.Definition.Title,
        Owner = item.Definition.Owner,
        Partners = item.Definition.Partners,
        Timescale = item.Definition.Timescale,
        Standing = standing,
        Overdue = Standings.IsOverdue(item, today),
        Contradicted = Standings.IsContradicted(item, today),
        Lifecycle = item.State.Lifecycle,
        Health = item.State.Health,
        Earliest = item.State.Reading.Earliest,
        Due = Standings.Due(item),
        NextMilestone = Standings.Next(item),
        Sequence = item.Sequence,
        Kind = item.State.Reading.Kind,
        State = item.State,
        Measures = item.Definition.Measures,
        Removed = item.Removed,
    };
}

/// <summary>The answer of entering a plan, dry or not: what changes, and how every timescale was read.</summary>
public sealed record PlanEntered(
    string Id,
    bool DryRun,
    bool HeaderChanged,
    IReadOnlyList<string> Added,
    IReadOnlyList<DifferenceLine> Changed,
    IReadOnlyList<string> Removed,
    IReadOnlyList<ReadItem> Readings)
{
    /// <summary>Items whose first report the file holds.</summary>
    public IReadOnlyList<string> Reported { get; init; } = [];

    /// <summary>What of the body or file was not taken, or was taken in a way that somebody should look at.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public static PlanEntered Of(PlanDefinition plan, PlanDifference difference, bool dryRun) =>
        new(
            plan.Id,
            dryRun,
            difference.HeaderChanged,
            [.. difference.Lines.Where(l => l.Change == "added").Select(l => l.Item)],
            [.. difference.Lines.Where(l => l.Change == "changed")],
            [.. difference.Lines.Where(l => l.Change == "removed").Select(l => l.Item)],
            [
                .. difference
                    .Changes.Where(c => !c.After.Removed && !string.IsNullOrWhiteSpace(c.After.Definition.Timescale))
                    .Select(c => ReadItem.Of(c.After)),
            ]);
}

public sealed record ReadItem(
    string Item,
    string Timescale,
    TimescaleKind Kind,
    DateOnly? Earliest,
    DateOnly? Due,
    Confidence Confidence,
    IReadOnlyList<string> Assumptions)
{
    public static ReadItem Of(PlanItem item) => new(
        item.Id, item.Definition.Timescale!, item.State.Reading.Kind, item.State.Reading.Earliest, item.State.Reading.Due,
        item.State.Reading.Confidence, item.State.Reading.Assumptions);
}
