using System.Collections.Concurrent;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Looks every hour who owes a report on a public plan, and stores it in one row, which the health page reads. On a new
/// day, or with other
/// partners, it looks at every plan that partners report on; else at those of silent partners, who may have reported. It names no
/// person.</summary>
public sealed class SilentPartnerMonitor(TablePartnerStore partners, TableReporting plans, HubClock calendar)
{
    private const int Readers = 16;

    /// <summary>What the last look came to: one storage request. Null before the first.</summary>
    /// <exception cref="StorageUnavailableException">Storage is unavailable.</exception>
    public Task<Silence?> FindAsync(CancellationToken stop) => partners.FindSilenceAsync(stop);

    /// <exception cref="AggregateException">Some plans could not be read: what was known of them stands, and the next run looks
    /// at all again.</exception>
    public async Task LookAsync(CancellationToken stop)
    {
        var known = await partners.FindSilenceAsync(stop);
        var reporting = await partners.ListAsync(stop);
        var fingerprint = SilentPartners.Fingerprint(reporting);
        var (today, byPlan) = (calendar.Today, SilentPartners.ByPlan(reporting));
        var all = known is null || known.Day != today || known.Partners != fingerprint || known.Count > known.Silent.Count;
        var (silent, failed) = await LookAsync(
            byPlan,
            all ? [.. byPlan.Select(p => p.Key)] : known!.Silent.Select(s => s.Plan).ToHashSet(),
            today,
            stop);

        var unread = failed.Keys.ToHashSet();
        silent.AddRange(known?.Silent.Where(s => unread.Contains(s.Plan)) ?? []);
        var listed = silent
            .OrderBy(s => s.Due)
            .ThenBy(s => s.Plan, StringComparer.Ordinal)
            .ThenBy(s => s.Partner, StringComparer.Ordinal)
            .Take(Silence.Listed);
        await partners.SaveSilenceAsync(
            new Silence(failed.Count == 0 ? today : null, fingerprint, silent.Count, [.. listed]),
            stop);
        HubTelemetry.SilentPartners(silent.Count);
        if (failed.Count > 0)
            throw new AggregateException(
                "Some plans could not be read for silent partners; the next run looks again.",
                failed.Values);
    }

    private async Task<(List<SilentPartner> Silent, IReadOnlyDictionary<string, Exception> Failed)> LookAsync(
        ILookup<string, Reports> byPlan, IReadOnlyCollection<string> wanted, DateOnly today, CancellationToken stop)
    {
        var found = new ConcurrentBag<SilentPartner>();
        var failed = new ConcurrentDictionary<string, Exception>();
        await Parallel.ForEachAsync(
            wanted,
            new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = stop },
            async (id, token) =>
            {
                try
                {
                    if (await plans.FindAsync(id, [.. byPlan[id].Select(r => r.Partner.Id)], token) is { } plan)
                        SilentPartners.Of(byPlan[id], plan, today).ToList().ForEach(found.Add);
                }
                catch (Exception error) when (!token.IsCancellationRequested)
                {
                    // One plan that cannot be read must not hide who is silent in the others.
                    failed[id] = error;
                }
            });
        return ([.. found], failed);
    }
}
