using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What a receipt stands for: read from the plans themselves, so it says what is stored and nothing else.</summary>
public sealed class ReceiptLookup(Receipts receipts, IPlanStore plans, IPublications? publications = null)
{
    private const int AtOnce = 8;

    public async Task<IResult> FindAsync(Partner partner, string receipt, CancellationToken stop)
    {
        if (receipts.KeyIn(partner.Id, receipt) is not { } key)
            return Problems.NotFound("The hub gave this partner no such receipt: copy it whole.");
        var found = await partner
            .AllPlans()
            .AskAsync(AtOnce, (plan, token) => plans.AcceptancesAsync(plan, partner.Id, key, token), stop);
        var accepted = found.SelectMany(f => f).ToList();
        if (accepted.Count == 0)
            return Problems.NotFound("Nothing was stored under this receipt; what was refused is listed in the quarantine.");
        var stored = accepted
            .SelectMany(a => a.Outcomes.Where(o => o.Outcome is Outcome.Stored or Outcome.Late).Select(o => (a.At, Outcome: o)))
            .OrderBy(s => s.Outcome.Index);
        var updates = new List<ReceiptedUpdate>();
        foreach (var (at, outcome) in stored)
            updates.Add(await ShowAsync(at, outcome, stop));
        return Results.Json(new ReceiptView(receipt, partner.Id, accepted.Min(a => a.At), updates), HubJson.Options);
    }

    private async Task<ReceiptedUpdate> ShowAsync(DateTimeOffset at, UpdateOutcome outcome, CancellationToken stop)
    {
        var published = publications is not null && outcome is { Outcome: Outcome.Stored, Sequence: { } sequence }
            ? await publications.FirstCarryingAsync(outcome.Plan, outcome.Deliverable, sequence, stop)
            : null;
        return new(outcome.Index, outcome.Outcome, outcome.Plan, outcome.Deliverable, outcome.Sequence, at, published)
        {
            Warnings = await WarningsAsync(outcome, stop),
        };
    }

    private async Task<IReadOnlyList<string>?> WarningsAsync(UpdateOutcome outcome, CancellationToken stop)
    {
        if (outcome.Sequence is not { } sequence)
            return null;
        var history = await plans.HistoryAsync(outcome.Plan, outcome.Deliverable, sequence + 1, 1, stop);
        var update = history is [{ Update: { } stored } entry] && entry.Sequence == sequence ? stored : null;
        List<string> warnings = update is null ? [] : [.. HeldTexts.DoubtsOf(update).Select(Updates.Warnings.Of)];
        return warnings.Count == 0 ? null : warnings;
    }
}

/// <param name="ReceivedAt">UTC, the hub's calendar.</param>
public sealed record ReceiptView(
    string Receipt,
    string Partner,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<ReceiptedUpdate> Updates);

/// <param name="Published">The first snapshot that carries it; null until then, and for late updates, which change no
/// state.</param>
public sealed record ReceiptedUpdate(
    int Index, Outcome Outcome, string Plan, string Deliverable, long? Sequence, DateTimeOffset At, PublishedIn? Published)
{
    /// <summary>What of it waits for the programme office; null where nothing does.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
