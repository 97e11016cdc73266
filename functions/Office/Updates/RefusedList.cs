using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>What partners sent and the hub refused, as far as the caller may see it.</summary>
public sealed class RefusedList(Quarantine quarantine, PartnerReach reach)
{
    /// <summary>Entries that are looked at, for somebody who is limited, until a page or a count ends.</summary>
    private const int MostLookedAt = 200;

    private const int AtOnce = 8;

    /// <returns>Newest first, with the place from which the next page goes on; null on the last.</returns>
    public async Task<(IReadOnlyList<QuarantineEntry> Entries, string? Next)> ReadAsync(
        bool corrected, string? after, int take, CancellationToken stop)
    {
        var found = new List<QuarantineEntry>();
        for (var looked = 0; looked < MostLookedAt; looked += take)
        {
            var (entries, next) = corrected
                ? await quarantine.CorrectedAsync(after, take, stop) : await quarantine.ListAsync(null, after, take, stop);
            found.AddRange(await ReachedAsync(entries, stop));
            after = next;
            if (next is null || PlanReach.Current is null || found.Count >= take)
                break;
        }

        return (found, after);
    }

    public async Task<QuarantineEntry?> FindAsync(string id, CancellationToken stop) =>
        await quarantine.FindAsync(id, stop) is { } entry && await reach.IncludesAsync(entry, stop) ? entry : null;

    /// <summary>How much waits, and since when the oldest of it does.</summary>
    public async Task<(int Count, DateTimeOffset? Oldest)> WaitingAsync(CancellationToken stop)
    {
        if (PlanReach.Current is null)
            return await quarantine.WaitingAsync(stop);
        var (entries, _) = await ReadAsync(corrected: false, null, MostLookedAt, stop);
        return (entries.Count, entries.Count == 0 ? null : entries.Min(e => e.At));
    }

    /// <summary>Those whose partners the caller may give a word: it holds for all that a partner sent.</summary>
    public async Task<IReadOnlyList<QuarantineEntry>> WholeAsync(IReadOnlyList<QuarantineEntry> entries, CancellationToken stop)
    {
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partner in entries.Select(e => e.Partner).Distinct(StringComparer.Ordinal))
        {
            if (await reach.IncludesAsync(partner, stop))
                whole.Add(partner);
        }

        return [.. entries.Where(e => whole.Contains(e.Partner))];
    }

    private async Task<IEnumerable<QuarantineEntry>> ReachedAsync(IReadOnlyList<QuarantineEntry> entries, CancellationToken stop)
    {
        if (PlanReach.Current is null)
            return entries;
        var reached = await entries.AskAsync(AtOnce, reach.IncludesAsync, stop);
        return entries.Where((_, i) => reached[i]);
    }
}
