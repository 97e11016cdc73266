using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Snapshots;

/// <summary>From the hub's own records to what the public may see on a day. Pure.</summary>
public static class PublicView
{
    /// <param name="items">The items that are part of the plan, in its order.</param>
    /// <param name="today">The day in London.</param>
    /// <param name="rules">Of the snapshot's schema; null for the current one.</param>
    public static (PublicContent Content, IReadOnlyList<HeldText> Held) Of(
        PlanHeader plan,
        IReadOnlyList<PlanItem> items,
        DateOnly today,
        PublicRules? rules = null)
    {
        rules ??= PublicRules.Current;
        var shown = Shown(items);
        var standings = Standings.Of(plan, shown, today);
        var states = shown.ToDictionary(i => i.Id, i => i.State);
        var text = new PublicText(rules, plan.Id, rules.HasDecisions ? (item, id) => states[item].DecisionOn(id) : null);
        var header = new PublicPlan(
            plan.Id,
            text.Of(null, "title", plan.Title, PublicText.Title) ?? "",
            text.Of(null, "organisation", plan.Organisation, PublicText.Line) ?? "",
            text.Of(null, "area", plan.Area, PublicText.Line),
            plan.Status,
            text.Of(null, "period", plan.Period, PublicText.Line),
            plan.ReferenceDate,
            plan.ReviewEvery.ToString(),
            [.. plan.Calendar.Board.Order()])
        {
            Publication = rules.TellsTerms ? PublicTerms.Of(plan.Publication) : null,
        };
        var owners = plan.Owners.DistinctBy(o => o.Id).ToDictionary(o => o.Id);
        var organisations = new OrganisationNames(plan, today);
        var view = shown.Select(item => Of(item, standings[item.Id], Owner(item), organisations, text, rules, today)).ToList();
        var content = new PublicContent(header, PlanTotals.Of(plan, shown, today), view)
        {
            Deliverables = rules.CountsDeliverables ? PlanTotals.OfDeliverables(plan, shown, today) : null,
        };
        return (content, text.Held);

        PublicOwner? Owner(PlanItem item) => item.Definition.Owner is { } id && owners.TryGetValue(id, out var owner)
            ? new PublicOwner(
                owner.PublicName ? text.Of(item.Id, "owner", owner.Name, PublicText.Line) : null,
                text.Of(item.Id, "owner", owner.Role, PublicText.Line))
            : null;
    }

    /// <summary>What stands below an unpublished item is not published either.</summary>
    private static List<PlanItem> Shown(IReadOnlyList<PlanItem> items)
    {
        var known = items.ToDictionary(i => i.Id);
        return [.. items.Where(item => Visible(item, depth: 0))];

        bool Visible(PlanItem item, int depth) =>
            item.Definition.Published != false
            && depth <= PlanLimits.Depth
            && (item.Definition.Parent is null
                || !known.TryGetValue(item.Definition.Parent, out var parent)
                || Visible(parent, depth + 1));
    }

    private static PublicItem Of(
        PlanItem item, Standing standing, PublicOwner? owner, OrganisationNames organisations, PublicText text, PublicRules rules,
        DateOnly today)
    {
        var (definition, state) = (item.Definition, item.State);
        string? Text(string field, string? value, int max = PublicText.Line) => text.Of(item.Id, field, value, max);

        var milestones = state.Milestones.Select(m => Of(m, Text("milestones", m.Label) ?? "")).ToList();
        var next = Standings.Next(item)?.Id;
        var earliest = state.Milestones.Count > 0 ? state.Milestones.Min(m => m.Earliest) : state.Reading.Earliest;
        var due = state.Milestones.Max(m => m.Due) ?? state.Reading.Due;
        var view = new PublicItem
        {
            Id = item.Id,
            Parent = definition.Parent,
            Level = definition.Level,
            Label = Text("label", definition.Label),
            Title = Text("title", definition.Title, PublicText.Title) ?? "",
            Owner = owner,
            Partners = [.. definition.Partners.Select(p => Text("partners", organisations.Of(p))).OfType<string>().Distinct()],
            Lifecycle = LifecycleOf(state, standing),
            Health = HealthOf(state, standing),
            Standing = standing,
            Overdue = Standings.IsOverdue(item, today),
            Ongoing = state.Reading.IsOngoing(),
            Timescale = Text("timescale", definition.Timescale),
            Earliest = earliest,
            Due = due,
            Opens = earliest is { } first ? LondonTime.At(first, TimeOnly.MinValue) : null,
            Closes = due is { } last ? LondonTime.At(last.PlusDays(1), TimeOnly.MinValue) : null,
            Assumptions = [.. state.Reading.Assumptions.Select(a => Text("assumptions", a)).OfType<string>()],
            NextMilestone = milestones.FirstOrDefault(m => m.Id == next),
            Milestones = milestones,
            PercentComplete = state.PercentComplete,
            Summary = Text("summary", state.Summary, PublicText.Summary) ?? Cleared(),
            LastReported = state.AsAt is { } asAt ? Chain.WholeSeconds(asAt) : null,
            Measures = Measures(item, text, rules),
        };
        return view with { Held = text.HeldOf(item.Id) };

        // The last sentence that could be seen stays while the newest waits.
        string? Cleared() =>
            rules.HasDecisions && text.HeldOf(item.Id).Contains("summary")
                ? text.Unnoted(item.Id, "summary", state.ClearedSummary, PublicText.Summary)
                : null;
    }

    private static PublicMilestone Of(Milestone milestone, string label) => new(
        milestone.Id,
        milestone.Type switch { MilestoneType.Start => "start", MilestoneType.Complete => "complete", _ => "review" },
        label,
        milestone.Earliest,
        milestone.Due,
        milestone.Original == milestone.Due ? null : milestone.Original,
        milestone.Forecast?.Due,
        milestone.CompletedOn);

    /// <summary>A heading that nobody reports on shows the life of what is below it.</summary>
    private static Lifecycle LifecycleOf(ItemState state, Standing standing) => state.AsAt is not null || state.IsClosed()
        ? state.Lifecycle
        : standing switch
        {
            Standing.Complete => Lifecycle.Complete,
            Standing.Cancelled => Lifecycle.Cancelled,
            Standing.Paused => Lifecycle.Paused,
            Standing.OnTrack or Standing.AtRisk or Standing.OffTrack => Lifecycle.InProgress,
            _ => state.Lifecycle,
        };

    private static Health HealthOf(ItemState state, Standing standing) => standing switch
    {
        Standing.NotReported => Health.NotReported,
        Standing.OnTrack => Health.OnTrack,
        Standing.AtRisk => Health.AtRisk,
        Standing.OffTrack => Health.OffTrack,
        _ => state.Health is Health.NotReported ? Health.NotApplicable : state.Health,
    };

    private static List<PublicMeasure> Measures(PlanItem item, PublicText text, PublicRules rules)
    {
        var values = item.State.Measures.DistinctBy(v => v.Id).ToDictionary(v => v.Id);
        var defined = item.Definition.Measures.DistinctBy(m => m.Id).ToList();
        // A partner may report a figure that the plan does not name.
        defined.AddRange(
            values
                .Keys.Except(defined.Select(m => m.Id))
                .Order(StringComparer.Ordinal)
                .Select(id => new MeasureDefinition { Id = id, Name = id }));
        return
        [
            .. defined
                .Where(measure => text.MayShowId(item.Id, measure.Id))
                .Select(measure => Of(measure, values.GetValueOrDefault(measure.Id))),
        ];

        PublicMeasure Of(MeasureDefinition measure, MeasureValue? value)
        {
            string? Text(string? words) => text.Of(item.Id, "measures", words, PublicText.Line);
            var unit = value?.Unit ?? measure.Unit;
            var small = rules.IsSmallCount(value?.Value, unit, measure.Name);
            return new PublicMeasure(
                measure.Id,
                Text(measure.Name) ?? "",
                Text(unit),
                measure.Target,
                small ? null : value?.Value,
                Text(value?.Period),
                value?.Approximate ?? false,
                value?.AtLeast ?? false,
                value?.Restated ?? false,
                small,
                value?.AsAt is { } asAt ? Chain.WholeSeconds(asAt) : null,
                Text(value?.Source));
        }
    }
}
