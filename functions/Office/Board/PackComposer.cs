using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Makes the draft of a pack from what is stored now.</summary>
public sealed class PackComposer(IPlanStore plans, TablePacks packs, HubClock calendar)
{
    private const int AtOnce = 8;
    private const int EntriesRead = 50;

    /// <summary>Deliverables whose history is read; of more, the comparison alone is shown, and the pack says so.</summary>
    private const int MaxHistories = 1_000;

    /// <returns>Null when there is no such plan.</returns>
    public async Task<ComposedPack?> ComposeAsync(string plan, DateOnly board, CancellationToken stop)
    {
        var last = await packs.LastAsync(plan, stop);
        var draft = await packs.DraftAsync(plan, board, stop);
        var previous = last?.Board is { } before ? await packs.FindAsync(plan, before, 0, stop) : null;
        if (await plans.FindAsync(plan, stop) is not { } stored)
            return null;
        var look = new PlanLook(stored, calendar.Today);
        if (previous is null)
        {
            var none = new Dictionary<string, IReadOnlyList<HistoryEntry>>();
            return new(PackContent.Of(look, board, null, draft.Decisions, none), draft, last);
        }

        var former = PackHash.Read<Pack>(previous.Document);
        var changed = PackChanges.WithHistory(former.Deliverables, PackContent.Deliverables(look));
        var histories = await HistoriesAsync(plan, changed, stop);
        return new(PackContent.Of(look, board, (previous.Head.Link, former), draft.Decisions, histories), draft, last);
    }

    private async Task<Dictionary<string, IReadOnlyList<HistoryEntry>>> HistoriesAsync(
        string plan, IReadOnlyList<(string Id, long After)> changed, CancellationToken stop)
    {
        var read = changed.Take(MaxHistories).ToList();
        var found = await read.AskAsync(AtOnce, (item, token) => TryHistoryAsync(plan, item.Id, item.After, token), stop);
        var histories = new Dictionary<string, IReadOnlyList<HistoryEntry>>(StringComparer.Ordinal);
        for (var at = 0; at < read.Count; at++)
        {
            if (found[at] is { } history)
                histories[read[at].Id] = history;
        }

        return histories;
    }

    /// <returns>Null where a row of it cannot be read.</returns>
    private async Task<IReadOnlyList<HistoryEntry>?> TryHistoryAsync(string plan, string item, long after, CancellationToken stop)
    {
        try
        {
            return await HistoryAsync(plan, item, after, stop);
        }
        catch (BrokenRowException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string plan, string item, long after, CancellationToken stop)
    {
        var entries = new List<HistoryEntry>();
        for (long? below = null; ;)
        {
            var read = await plans.HistoryAsync(plan, item, below, EntriesRead, stop);
            entries.AddRange(read.Where(h => h.Sequence > after));
            if (read.Count == 0 || read[^1].Sequence <= after)
                return entries;
            below = read[^1].Sequence;
        }
    }
}

/// <param name="Draft">What was entered for it.</param>
/// <param name="Last">The plan's last frozen pack; null for none.</param>
public sealed record ComposedPack(Pack Pack, PackDraft Draft, LastPack? Last)
{
    /// <summary>Of what somebody looks at: frozen is this, or nothing.</summary>
    public string Version { get; } = PackHash.Of(PackHash.Write(Pack));
}
