using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Updates;

/// <summary>What a partner may report, and in which words. It holds no note, name or address of anybody.</summary>
public sealed record PartnerOverview(
    string Id, string Name, IReadOnlyList<KnownWord> StatusWords, PartnerBounds Limits, IReadOnlyList<ReportablePlan> Plans)
{
    public static PartnerOverview Of(KnownPartner known, IReadOnlyList<StoredPlan> plans, DateOnly today, int perMinute) => new(
        known.Partner.Id, known.Partner.Name, KnownWord.Of(known.Words), PartnerBounds.Of(perMinute),
        [.. plans.Select(plan => ReportablePlan.Of(known.Partner, plan, today))]);
}

/// <param name="Own">The partner's own, which comes before a usual word.</param>
public sealed record KnownWord(string Word, Lifecycle? Lifecycle, Health? Health, bool Own)
{
    public static IReadOnlyList<KnownWord> Of(StatusWords words) =>
    [
        .. words.Own.Select(w => new KnownWord(w.Key, w.Value.Lifecycle, w.Value.Health, Own: true)),
        .. Enum.GetValues<Lifecycle>().Select(l => new KnownWord(Updates.StatusWords.Name(l.ToString()), l, null, Own: false)),
        .. Enum.GetValues<Health>().Select(h => new KnownWord(Updates.StatusWords.Name(h.ToString()), null, h, Own: false)),
        .. UsualWords.All.Where(w => words.Of(w.Word) == w.Meaning && Updates.StatusWords.Canonical(w.Word) is null)
            .Select(w => new KnownWord(w.Word, w.Meaning.Lifecycle, w.Meaning.Health, Own: false)),
    ];
}

/// <param name="AheadHours">How far after the hub's clock an update's asAt may lie.</param>
/// <param name="RepeatsKnownDays">How long a message id is known again.</param>
public sealed record PartnerBounds(
    int BodyBytes,
    int Updates,
    int RequestsPerMinute,
    int TextCharacters,
    int WordCharacters,
    int MessageIdCharacters,
    int AheadHours,
    int RepeatsKnownDays)
{
    public static PartnerBounds Of(int perMinute) => new(
        UpdateLimits.Body, UpdateLimits.Updates, perMinute, PlanLimits.Text, PartnerLimits.Word, UpdateLimits.MessageId,
        (int)UpdateLimits.Ahead.TotalHours, (int)QuarantineRetention.KeptFor.TotalDays);
}

/// <param name="Published">Whether its snapshots are public.</param>
/// <param name="Held">Whether publication is on hold: what is new waits.</param>
public sealed record ReportablePlan(
    string Id,
    string Title,
    string Organisation,
    PlanStatus Status,
    bool Published,
    bool Held,
    IReadOnlyList<ReportableItem> Items)
{
    public static ReportablePlan Of(Partner partner, StoredPlan stored, DateOnly today)
    {
        var standings = Standings.Of(stored.Plan, stored.Items, today);
        return new(
            stored.Plan.Id,
            stored.Plan.Title,
            stored.Plan.Organisation,
            stored.Plan.Status,
            stored.Plan.IsPublic(),
            stored.Header.IsOnHold(today),
            [
                .. stored
                    .Items.Where(i => partner.MayReportOn(stored.Plan.Id, i.Id))
                    .Select(i => ReportableItem.Of(i, standings[i.Id])),
            ]);
    }
}

/// <summary>An item as the partner needs it for its next update: where it stands, when it is due, which figures it has.</summary>
/// <param name="Due">The last day of the approved window, London.</param>
/// <param name="AsAt">What the newest update speaks of (UTC); null before the first.</param>
public sealed record ReportableItem(
    string Id,
    string? Parent,
    string Level,
    string? Label,
    string Title,
    string? Timescale,
    DateOnly? Due,
    Standing Standing,
    Lifecycle Lifecycle,
    Health Health,
    int? PercentComplete,
    string? Summary,
    DateTimeOffset? AsAt,
    long Sequence,
    IReadOnlyList<ReportableMilestone> Milestones,
    IReadOnlyList<ReportableMeasure> Measures)
{
    public static ReportableItem Of(PlanItem item, Standing standing) =>
        new(
            item.Id, item.Definition.Parent, item.Definition.Level, item.Definition.Label, item.Definition.Title,
            item.Definition.Timescale,
            Standings.Due(item),
            standing, item.State.Lifecycle, item.State.Health, item.State.PercentComplete, item.State.Summary, item.State.AsAt,
            item.Sequence,
            [
                .. item.State.Milestones.Select(m => new ReportableMilestone(
                    m.Id,
                    m.Type,
                    m.Label,
                    m.Due,
                    m.Forecast?.Text,
                    m.CompletedOn)),
            ],
            ReportableMeasure.Of(item));
}

public sealed record ReportableMilestone(
    string Id,
    MilestoneType Type,
    string Label,
    DateOnly? Due,
    string? Forecast,
    DateOnly? CompletedOn);

/// <param name="Name">Null for a measure that partners added: the plan does not name it.</param>
public sealed record ReportableMeasure(
    string Id, string? Name, string? Unit, decimal? Target, decimal? Value, string? Period, DateTimeOffset? AsAt)
{
    public static IReadOnlyList<ReportableMeasure> Of(PlanItem item)
    {
        var values = item.State.Measures.ToDictionary(v => v.Id, StringComparer.Ordinal);
        var added = item.State.Measures.Where(v => item.Definition.Measures.All(d => d.Id != v.Id));
        return
        [
            .. item.Definition.Measures.Select(d => Of(d, values.GetValueOrDefault(d.Id))),
            .. added.Select(v => new ReportableMeasure(v.Id, null, v.Unit, null, v.Value, v.Period, v.AsAt)),
        ];
    }

    private static ReportableMeasure Of(MeasureDefinition measure, MeasureValue? value) =>
        new(measure.Id, measure.Name, measure.Unit ?? value?.Unit, measure.Target, value?.Value, value?.Period, value?.AsAt);
}
