using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Office;

/// <summary>A plan as the office looks at it on a day: which of its items need somebody. Pure.</summary>
public sealed class PlanLook
{
    private readonly HashSet<string?> _headings;
    private readonly IReadOnlyDictionary<string, Standing> _standings;
    private readonly IReadOnlySet<string> _withAddress;

    public PlanLook(StoredPlan stored, DateOnly today)
    {
        (Stored, Today) = (stored, today);
        _headings = stored.Items.Select(i => i.Definition.Parent).ToHashSet();
        _standings = Standings.Of(stored.Plan, stored.Items, today);
        _withAddress = stored
            .Plan.Owners.Where(o => o.Email is { Length: > 0 })
            .Select(o => o.Id)
            .ToHashSet(StringComparer.Ordinal);
    }

    public StoredPlan Stored { get; }

    public PlanHeader Plan => Stored.Plan;

    public DateOnly Today { get; }

    /// <summary>Drafts wait for their adoption, closed plans for nothing.</summary>
    public bool IsInForce => Plan.Status is PlanStatus.Adopted or PlanStatus.Consultation;

    public IReadOnlyList<PlanItem> Items => Stored.Items;

    public Standing StandingOf(PlanItem item) => _standings[item.Id];

    /// <summary>What people report on: a heading takes its state from what is below it.</summary>
    public bool IsDeliverable(PlanItem item) => !_headings.Contains(item.Id);

    public bool IsOpen(PlanItem item) => IsDeliverable(item) && !item.State.IsClosed();

    /// <summary>Open, and its newest report no longer counts.</summary>
    public bool IsSilent(PlanItem item) =>
        IsOpen(item) && item.State.Lifecycle != Lifecycle.Paused && Today > Standings.ReportDue(Plan, item);

    public bool IsUnowned(PlanItem item) => IsOpen(item) && item.Definition.Owner is null;

    /// <summary>It has an owner, who has no address.</summary>
    public bool IsUnreachable(PlanItem item) =>
        IsOpen(item) && item.Definition.Owner is { } owner && !_withAddress.Contains(owner);

    public bool IsUndated(PlanItem item) => IsOpen(item) && PlanTotals.IsUndated(item);

    /// <summary>Its words name an annual council meeting whose date the plan does not hold.</summary>
    public bool NeedsAnnualCouncil(PlanItem item) => IsOpen(item) && AnnualCouncilOf(item) is not null;

    /// <summary>The year of that meeting.</summary>
    public int? AnnualCouncilOf(PlanItem item) =>
        item.State.Reading is { Kind: TimescaleKind.MunicipalYear, Override: null, Due.Year: var year }
        && !Plan.Calendar.MunicipalYear.ContainsKey($"{year}")
            ? year
            : null;

    /// <summary>Ids of the owners who answer for something open and have no address.</summary>
    public IReadOnlyList<string> OwnersWithoutAddress =>
        [.. Items.Where(IsUnreachable).Select(i => i.Definition.Owner!).Distinct(StringComparer.Ordinal)];

    /// <summary>The next meeting of the Board, today included.</summary>
    public DateOnly? NextBoard => Plan.Calendar.Board.Where(d => d >= Today).Order().Cast<DateOnly?>().FirstOrDefault();
}
