using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Updates;

/// <summary><c>?dryRun=true</c>: what would happen to a message, with nothing stored, quarantine included.</summary>
public sealed class DryRun(
    Intake intake,
    ItemSuggestions suggestions,
    IPlanStore plans,
    ITimescaleReader reader,
    HubClock calendar)
{
    /// <summary>Items of one plan that are read each by itself; for more the plan is read at once.</summary>
    private const int MaxPointReads = 5;

    public async Task<IResult> CheckAsync(KnownPartner partner, Envelope envelope, CancellationToken stop)
    {
        if (envelope.Refusal is { } refusal)
            return new IntakeResponse(
                null,
                [new UpdateResponse(0, Outcome.Quarantined, null, null, Errors: [refusal])],
                [],
                DryRun: true).ToResult();
        var messages = await intake.JudgeAsync(partner, envelope, stop);
        if (messages.Count == 0)
            return new IntakeResponse(null, [], envelope.Warnings, DryRun: true).ToResult();
        List<Update> updates =
        [
            .. messages.SelectMany(m => m.Updates).Where(u => u.Errors.Count == 0).Select(u => u.Read.Update!),
        ];
        var (items, headers) = (await ItemsAsync(updates, stop), await HeadersAsync(updates, stop));
        var checkedMessages = new List<(bool IsConflict, List<UpdateResponse> Answers)>();
        foreach (var message in messages)
            checkedMessages.Add(Check(message, await RowsAsync(partner.Partner.Id, message, stop), items, headers));
        List<UpdateResponse> answers = [.. checkedMessages.SelectMany(c => c.Answers)];
        if (messages.SelectMany(m => m.Updates).All(u => u.IsForeign)
            && answers.TrueForAll(a => a.Outcome == Outcome.Quarantined))
            return Intake.Foreign(partner.Partner);
        return checkedMessages.TrueForAll(c => c.IsConflict)
            ? Intake.Conflict()
            : new IntakeResponse(
                null,
                await suggestions.AddAsync(partner.Partner, answers, stop),
                Intake.WarningsOf(envelope, messages, answers),
                DryRun: true).ToResult();
    }

    private (bool IsConflict, List<UpdateResponse> Answers) Check(
        JudgedMessage message, Dictionary<string, MessageRows> rows, Dictionary<(string, string), ItemDraft?> items,
        Dictionary<string, PlanHeader> headers)
    {
        var hash = message.Incoming.BodyHash;
        var known = rows.Values.SelectMany(r => r.Stored(hash)).ToLookup(o => o.Index);
        var conflicts = rows.Where(r => r.Value.ConflictWith(hash)).Select(r => r.Key).ToHashSet();
        var whole = conflicts.Count > 0 && known.Count == 0;
        List<UpdateResponse> answers =
        [
            .. message.Updates.Select(u =>
                known[u.Index].FirstOrDefault() is { } earlier
                    ? new UpdateResponse(u.Index, Outcome.Duplicate, earlier.Plan, earlier.Deliverable, earlier.Sequence)
                : whole || (u.Read.Plan is { } plan && conflicts.Contains(plan)) ? u.ToDifferentBody()
                : Check(u, message, items, headers)),
        ];
        return (
            whole,
            [
                .. answers.Select(a =>
                    a with
                    {
                        Index = message.Incoming.Start + a.Index,
                        Line = message.Incoming.Updates[a.Index].Line,
                    }),
            ]);
    }

    private UpdateResponse Check(
        JudgedUpdate judged,
        JudgedMessage message,
        Dictionary<(string, string), ItemDraft?> items,
        Dictionary<string, PlanHeader> headers)
    {
        if (judged.Errors.Count > 0)
            return judged.ToQuarantined();
        var update = judged.Read.Update!;
        var exists = items.TryGetValue((update.Plan, update.Deliverable), out var item);
        if (UpdateRules.Refusal(update, exists, item?.Item) is { } refusal)
            return judged.ToQuarantined() with { Errors = JudgedUpdate.At(judged.Raw, [refusal]) };
        var by = new UpdateMessage("", message.Key, message.Incoming.BodyHash, "", "", []);
        var header = headers.GetValueOrDefault(update.Plan);
        var next = item!.With(update, by, header, reader, calendar.Now);
        if (UpdateSize.Refusal(update, next.Rows!.ItemSize, next.Rows.LastSize) is { } tooLarge)
            return judged.ToQuarantined() with { Errors = JudgedUpdate.At(judged.Raw, [tooLarge]) };
        items[(update.Plan, update.Deliverable)] = next;
        return new(judged.Index, next.LastOutcome, update.Plan, update.Deliverable)
        {
            Doubts = JudgedUpdate.At(judged.Raw, next.Doubts(update, header, reader)),
        };
    }

    /// <summary>The plans whose calendars say how a forecast is read.</summary>
    private async Task<Dictionary<string, PlanHeader>> HeadersAsync(IReadOnlyList<Update> updates, CancellationToken stop)
    {
        var headers = new Dictionary<string, PlanHeader>(StringComparer.Ordinal);
        foreach (var plan in updates.Where(u => u.Forecast is not null).Select(u => u.Plan).Distinct(StringComparer.Ordinal))
        {
            if (await plans.FindHeaderAsync(plan, stop) is { } found)
                headers[plan] = found.Plan;
        }

        return headers;
    }

    private async Task<Dictionary<string, MessageRows>> RowsAsync(string partner, JudgedMessage message, CancellationToken stop)
    {
        var rows = new Dictionary<string, MessageRows>(StringComparer.Ordinal);
        foreach (var plan in message.Plans)
            rows[plan] = new(await plans.AcceptancesAsync(plan, partner, message.Key, stop));
        return rows;
    }

    /// <returns>An entry for every item that an update names in a plan that exists; null where the plan has no such
    /// item.</returns>
    private async Task<Dictionary<(string Plan, string Item), ItemDraft?>> ItemsAsync(
        IReadOnlyList<Update> updates,
        CancellationToken stop)
    {
        var items = new Dictionary<(string, string), ItemDraft?>();
        foreach (var plan in updates.GroupBy(u => u.Plan, u => u.Deliverable))
        {
            if (!await plans.ExistsAsync(plan.Key, stop))
                continue;
            List<string> wanted = [.. plan.Distinct().Order(StringComparer.Ordinal)];
            wanted.ForEach(item => items[(plan.Key, item)] = null);
            var found =
                wanted.Count > MaxPointReads
                    ? await plans.FindItemsAsync(plan.Key, wanted[0], wanted[^1], stop)
                    :
                    [
                        .. (await Task.WhenAll(wanted.Select(item => plans.FindItemAsync(plan.Key, item,
                            stop)))).OfType<StoredItem>(),
                    ];
            foreach (var item in found.Where(i => items.ContainsKey((plan.Key, i.Item.Id))))
                items[(plan.Key, item.Item.Id)] = new ItemDraft(item);
        }

        return items;
    }
}
