using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>What an update does to an item. Pure: the same state, update and time always give the same result.</summary>
public static class UpdateRules
{
    /// <summary>An update that speaks of an earlier instant than the newest one is history only.</summary>
    public static bool IsLate(ItemState state, Update update) => state.AsAt is { } newest && update.AsAt < newest;

    /// <summary>Why an update cannot be taken; null when it can. The pointer is relative to the update.</summary>
    /// <param name="hasPlan">Whether there is a plan of that id.</param>
    /// <param name="item">Null when the plan has none of that id.</param>
    public static FieldError? Refusal(Update update, bool hasPlan, PlanItem? item)
    {
        if (!hasPlan)
            return new("/plan", "unknown-plan", "There is no such plan: check plan, or ask the programme office to enter it.");
        if (item is null or { Removed: true })
            return new(
                "/deliverable",
                "unknown-deliverable",
                "The plan has no such deliverable: check plan and deliverable, or ask the programme office to add it.");
        if (update.Milestone is { } id && item.State.Milestones.All(m => m.Id != id))
            return new(
                "/milestone",
                "unknown-milestone",
                $"The deliverable has no such milestone. It has: {MilestonesOf(item)}.");
        return IsLate(item.State, update) ? null : MeasureTooMany(update, item);
    }

    /// <summary>An item keeps the measures that its plan names and those that partners add, together no more than a
    /// bound.</summary>
    private static FieldError? MeasureTooMany(Update update, PlanItem item)
    {
        if (update.Measures is not { Count: > 0 } reported)
            return null;
        var known = item
            .Definition.Measures.Select(m => m.Id)
            .Concat(item.State.Measures.Select(m => m.Id))
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < reported.Count; i++)
        {
            if (known.Add(reported[i].Id) && known.Count > PlanLimits.MeasuresPerItem)
            {
                return new(
                    $"/measures/{i}/id",
                    "too-many-measures",
                    $"A deliverable has at most {PlanLimits.MeasuresPerItem} measures, those that partners add included: use the "
                        + $"id of one that is there.");
            }
        }

        return null;
    }

    /// <summary>What is stored as sent but may be a slip: figures that the plan does not know, and a forecast that is hard to
    /// read.</summary>
    /// <param name="plan">For the calendar against which forecast words are read.</param>
    public static IReadOnlyList<FieldError> Doubts(Update update, PlanItem item, PlanHeader? plan, ITimescaleReader reader) =>
        [.. MeasureDoubts(update, item), .. ForecastDoubts(update, plan, reader), .. HeldTexts.DoubtsOf(update)];

    /// <summary>Told to who sent a late update: nothing shows it.</summary>
    /// <param name="state">With the newest update that is known.</param>
    public static FieldError LateDoubt(ItemState state) => new(
        "/asAt",
        "late",
        string.Create(
            CultureInfo.InvariantCulture,
            $"an update as at {state.AsAt!.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} is known already, so this older one ")
            + "is kept in the history and changes nothing");

    private static IEnumerable<FieldError> ForecastDoubts(Update update, PlanHeader? plan, ITimescaleReader reader)
    {
        if (update.Forecast is not { } words)
            yield break;
        var reading = reader.Read(words, LondonTime.DateOf(update.AsAt), plan?.Calendar);
        if (reading.Due is not { } due)
            yield return new(
                "/forecast",
                "unread-forecast",
                "no date could be read in these words, so none is shown; send a date, a month or a quarter");
        else if (reading.Confidence <= Confidence.Low)
            yield return new(
                "/forecast",
                "doubtful-forecast",
                $"read as {WindowText.Day(due)}, which is not certain; send the date itself if you mean another day");
    }

    private static List<FieldError> MeasureDoubts(Update update, PlanItem item)
    {
        var doubts = new List<FieldError>();
        if (update.Measures is not { Count: > 0 } reported)
            return doubts;
        for (var i = 0; i < reported.Count; i++)
        {
            var (id, unit) = (reported[i].Id, reported[i].Unit);
            if (item.Definition.Measures.FirstOrDefault(m => m.Id == id) is not { } known)
                doubts.Add(
                    new(
                        $"/measures/{i}/id",
                        "unknown-measure",
                        $"the plan names no measure {id} here; stored, and shown under its id"));
            else if (unit is not null
                && known.Unit is { Length: > 0 } own
                && !string.Equals(unit, own.Trim(), StringComparison.OrdinalIgnoreCase))
                doubts.Add(new($"/measures/{i}/unit", "other-unit", $"the plan counts this measure in {own}; stored as sent"));
        }

        return doubts;
    }

    private static string MilestonesOf(PlanItem item) =>
        item.State.Milestones.Count == 0
            ? "none, so leave the field out"
            : string.Join(", ", item.State.Milestones.Select(m => m.Id));

    /// <summary>The state after an update that is not late. Fields that it leaves out stay as they are.</summary>
    /// <param name="receivedAt">When it arrived (UTC, the hub's calendar).</param>
    /// <param name="by">Partner or owner id.</param>
    /// <param name="plan">For the calendar against which forecast words are read.</param>
    public static ItemState Apply(
        ItemState state, Update update, string by, DateTimeOffset receivedAt, PlanHeader? plan, ITimescaleReader reader)
    {
        var milestones = state.Milestones;
        if (update.Forecast is { } words)
            milestones = WithForecast(milestones, update.Milestone, Read(words, update, plan, reader));
        if (update.Milestone is { } id && update.Lifecycle is { } step)
            milestones = WithLifecycle(milestones, id, step, LondonTime.DateOf(update.AsAt));

        return state with
        {
            Lifecycle = LifecycleAfter(state, update),
            Health = update.Health ?? (state.Health == Health.NotReported ? HealthOf(update) : state.Health),
            PercentComplete = update.PercentComplete ?? state.PercentComplete,
            Summary = update.Summary ?? state.Summary,
            ClearedSummary =
                update.Summary is null ? state.ClearedSummary
                : HeldTexts.Reason(update.Summary) is null ? null
                : HeldTexts.PublicSummary(state, update),
            Note = update.Note ?? state.Note,
            Risks = update.Risks ?? state.Risks,
            Next = update.Next ?? state.Next,
            Measures = Merge(state.Measures, update),
            Evidence = update.Evidence ?? state.Evidence,
            Reporter = update.Reporter ?? state.Reporter,
            Partner = by,
            AsAt = update.AsAt,
            ReceivedAt = receivedAt,
            Milestones = milestones,
        };
    }

    /// <summary>Completing a milestone never completes the deliverable; starting one starts it.</summary>
    private static Lifecycle LifecycleAfter(ItemState state, Update update) =>
        (update.Milestone, update.Lifecycle) switch
        {
            (null, { } whole) => whole,
            ({ }, Lifecycle.InProgress or Lifecycle.Complete or Lifecycle.Verified)
                when state.Lifecycle == Lifecycle.NotStarted => Lifecycle.InProgress,
            (null, null)
                when state.Lifecycle == Lifecycle.NotStarted && (update.Health is not null || update.PercentComplete > 0) =>
                Lifecycle.InProgress,
            _ => state.Lifecycle,
        };

    private static Health HealthOf(Update update) =>
        update.Lifecycle is Lifecycle.NotStarted ? Health.NotApplicable : Health.NotReported;

    private static IReadOnlyList<Milestone> WithLifecycle(
        IReadOnlyList<Milestone> milestones,
        string id,
        Lifecycle lifecycle,
        DateOnly on) =>
        [
            .. milestones.Select(m =>
                m.Id != id
                    ? m
                    : m with
                    {
                        CompletedOn = lifecycle is Lifecycle.Complete or Lifecycle.Verified ? m.CompletedOn ?? on : null,
                    }),
        ];

    private static IReadOnlyList<Milestone> WithForecast(IReadOnlyList<Milestone> milestones, string? id, Forecast forecast)
    {
        var target = id ?? milestones.LastOrDefault(m => m.Type == MilestoneType.Complete)?.Id ?? milestones.LastOrDefault()?.Id;
        return [.. milestones.Select(m => m.Id == target ? m with { Forecast = forecast } : m)];
    }

    private static Forecast Read(string words, Update update, PlanHeader? plan, ITimescaleReader reader) =>
        new(words, reader.Read(words, LondonTime.DateOf(update.AsAt), plan?.Calendar).Due);

    private static IReadOnlyList<MeasureValue> Merge(IReadOnlyList<MeasureValue> known, Update update)
    {
        if (update.Measures is not { Count: > 0 } reported)
            return known;
        var values = known.Where(k => reported.All(r => r.Id != k.Id)).ToList();
        values.AddRange(reported.Select(r => r with { AsAt = r.AsAt ?? update.AsAt }));
        values.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return values;
    }
}
