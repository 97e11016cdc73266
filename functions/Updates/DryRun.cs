using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary><c>?dryRun=true</c>: what would happen to a message, with nothing stored, quarantine included.</summary>
public sealed class DryRun(Intake intake, IPlanStore plans)
{
    /// <summary>Items of one plan that are read each by itself; for more the plan is read at once.</summary>
    private const int MaxPointReads = 5;

    public async Task<IResult> CheckAsync(KnownPartner partner, Envelope envelope, CancellationToken stop)
    {
        if (envelope.Refusal is { } refusal)
            return new IntakeResponse(null, [new UpdateResponse(0, Outcome.Quarantined, null, null, Errors: [refusal])], [], DryRun: true).ToResult();
        var messages = intake.Judge(partner, envelope);
        if (messages.SelectMany(m => m.Updates).All(u => u.IsForeign))
            return Problems.Forbidden("None of these items is yours to report on: check plan and deliverable, or ask the programme office to add them.");
        var items = await ItemsAsync([.. messages.SelectMany(m => m.Updates).Where(u => u.Errors.Count == 0).Select(u => u.Read.Update!)], stop);
        var answers = new List<UpdateResponse>();
        foreach (var message in messages)
        {
            var earlier = await EarlierAsync(partner.Partner.Id, message, stop);
            if (earlier.Any(a => a.BodyHash != message.Incoming.BodyHash))
                return Problems.Conflict("This id is known with another body: give every new message a new id.");
            var known = earlier.SelectMany(a => a.Outcomes).Where(o => o.Outcome != Outcome.Quarantined).ToLookup(o => o.Index);
            answers.AddRange(message.Updates.Select(u => Check(u, known[u.Index].FirstOrDefault(), items) with { Index = message.Incoming.Start + u.Index }));
        }

        return new IntakeResponse(null, answers, Intake.WarningsOf(envelope, messages, answers), DryRun: true).ToResult();
    }

    private static UpdateResponse Check(JudgedUpdate judged, UpdateOutcome? earlier, Dictionary<(string, string), StoredItem> items)
    {
        var read = judged.Read;
        if (judged.Errors.Count > 0)
            return new(judged.Index, Outcome.Quarantined, read.Plan, read.Deliverable, Errors: judged.Errors);
        if (earlier is not null)
            return new(judged.Index, Outcome.Duplicate, read.Plan, read.Deliverable, earlier.Sequence);
        var update = read.Update!;
        var item = items.GetValueOrDefault((update.Plan, update.Deliverable))?.Item;
        if (UpdateRules.Refusal(update, item) is { } refusal)
            return new(judged.Index, Outcome.Quarantined, read.Plan, read.Deliverable, Errors: JudgedUpdate.At(judged.Raw, [refusal]));
        return new(judged.Index, UpdateRules.IsLate(item!.State, update) ? Outcome.Late : Outcome.Stored, read.Plan, read.Deliverable)
        {
            Doubts = JudgedUpdate.At(judged.Raw, UpdateRules.Doubts(update, item)),
        };
    }

    private async Task<IReadOnlyList<Acceptance>> EarlierAsync(string partner, JudgedMessage message, CancellationToken stop)
    {
        var accepted = new List<Acceptance>();
        foreach (var plan in message.Updates.Where(u => u.Errors.Count == 0).Select(u => u.Read.Update!.Plan).Distinct())
            accepted.AddRange(await plans.AcceptancesAsync(plan, partner, message.Key, stop));
        return accepted;
    }

    private async Task<Dictionary<(string Plan, string Item), StoredItem>> ItemsAsync(IReadOnlyList<Update> updates, CancellationToken stop)
    {
        var items = new Dictionary<(string, string), StoredItem>();
        foreach (var plan in updates.GroupBy(u => u.Plan, u => u.Deliverable))
        {
            List<string> wanted = [.. plan.Distinct().Order(StringComparer.Ordinal)];
            var found = wanted.Count > MaxPointReads
                ? await plans.FindItemsAsync(plan.Key, wanted[0], wanted[^1], stop)
                : [.. (await Task.WhenAll(wanted.Select(item => plans.FindItemAsync(plan.Key, item, stop)))).OfType<StoredItem>()];
            foreach (var item in found)
                items[(plan.Key, item.Item.Id)] = item;
        }

        return items;
    }
}
