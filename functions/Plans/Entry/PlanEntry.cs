using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>Enters a plan: items first, the header last, each transaction safe to repeat. A run that is cut short is made whole by the next.</summary>
public sealed class PlanEntry(IPlanStore store, ITimescaleReader reader, HubClock calendar)
{
    private const int MaxTries = 20;

    public async Task<PlanDifference> PreviewAsync(PlanDefinition plan, CancellationToken stop) =>
        PlanDiff.Of(await store.FindAsync(plan.Id, stop), plan, reader, calendar.Now);

    /// <returns>The difference to what was there before; null when others kept changing it meanwhile.</returns>
    public async Task<PlanDifference?> EnterAsync(PlanDefinition plan, CancellationToken stop)
    {
        PlanDifference? first = null;
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var difference = await PreviewAsync(plan, stop);
            first ??= difference;
            if (await CommitItemsAsync(difference, stop) && await CommitRhythmAsync(difference, stop) && await CommitHeaderAsync(difference, stop))
                return first;
        }

        return null;
    }

    private async Task<bool> CommitItemsAsync(PlanDifference difference, CancellationToken stop)
    {
        var chunk = new List<ItemChange>();
        var operations = 1;
        var text = 0;
        foreach (var change in difference.Changes)
        {
            var rhythm = ReviewInterval(difference, change);
            var length = Length(change);
            if (operations + change.Operations + rhythm.Count > PlanCommit.MaxOperations || text + length > PlanCommit.MaxText)
            {
                if (!await CommitAsync(difference, chunk, stop))
                    return false;
                (chunk, operations, text) = ([], 1, 0);
            }

            chunk.Add(change);
            operations += change.Operations + rhythm.Count;
            text += length;
        }

        return chunk.Count == 0 || await CommitAsync(difference, chunk, stop);
    }

    private static int Length(ItemChange change) =>
        1_000 + change.After.Definition.Title.Length + (change.After.Definition.Timescale?.Length ?? 0)
        + (change.After.State.Summary?.Length ?? 0) + (change.After.State.Note?.Length ?? 0)
        + (change.After.State.Risks?.Length ?? 0) + (change.After.State.Next?.Length ?? 0) + 2_000 * change.After.State.Evidence.Count;

    private async Task<bool> CommitAsync(PlanDifference difference, List<ItemChange> chunk, CancellationToken stop)
    {
        var commit = new PlanCommit(difference.After.Id) { Items = chunk, DueNew = [.. chunk.SelectMany(c => ReviewInterval(difference, c))] };
        return await store.CommitAsync(commit, stop) is CommitResult.Committed;
    }

    private async Task<bool> CommitHeaderAsync(PlanDifference difference, CancellationToken stop)
    {
        if (!difference.HeaderChanged)
            return true;
        var entry = new HistoryEntry
        {
            Sequence = (difference.Before?.Sequence ?? 0) + 1,
            Kind = HistoryKind.Definition,
            At = calendar.Now,
            By = "office",
            Plan = difference.After,
        };
        var change = new HeaderChange(difference.Before, difference.After, difference.Before?.Hold, entry);
        return await store.CommitAsync(new PlanCommit(difference.After.Id) { Header = change }, stop) is CommitResult.Committed;
    }

    /// <summary>Another rhythm asks for reports on other days, of unchanged items too.</summary>
    private async Task<bool> CommitRhythmAsync(PlanDifference difference, CancellationToken stop)
    {
        if (difference.Before is null || difference.Before.Plan.ReviewEvery == difference.After.ReviewEvery
            || await store.FindAsync(difference.After.Id, stop) is not { } stored)
            return true;
        foreach (var chunk in stored.Items.SelectMany(i => ReportDue(difference, i)).Chunk(PlanCommit.MaxOperations - 1))
        {
            if (await store.CommitAsync(new PlanCommit(difference.After.Id) { DueNew = chunk }, stop) is not CommitResult.Committed)
                return false;
        }

        return true;
    }

    private static List<DueEntry> ReviewInterval(PlanDifference difference, ItemChange change) =>
        change is { Before: null or { Item.Removed: true }, After.Removed: false } ? ReportDue(difference, change.After) : [];

    /// <summary>The day on which a report is due, headings excepted; the reminder sweep moves it on from there.</summary>
    private static List<DueEntry> ReportDue(PlanDifference difference, PlanItem item) =>
        item.State.IsClosed() || difference.Headings.Contains(item.Id)
            ? []
            : [new DueEntry(Standings.ReportDue(difference.After, item), item.Id, DueEntry.ReviewInterval)];
}
