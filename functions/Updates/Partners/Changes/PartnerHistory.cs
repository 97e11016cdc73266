using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Who changed what of partners. What concerns plans that somebody is limited from is, for them, not there.</summary>
public sealed class PartnerHistory(TablePartnerStore partners, TablePartnerChanges changes, AllPlans plans)
{
    /// <summary>The newest first.</summary>
    /// <param name="most">More are not read.</param>
    public async Task<PartnerChanges> OfAsync(string partner, int most, CancellationToken stop)
    {
        var newest = (await partners.FindAsync(partner, stop))?.Change;
        return await ReadAsync([.. OneOf(newest), .. await changes.OfAsync(partner, most + 1, stop)], most, stop);
    }

    /// <summary>Of all partners, between two instants (UTC, the hub's calendar), the second not included.</summary>
    public async Task<PartnerChanges> BetweenAsync(DateTimeOffset from, DateTimeOffset until, int most, CancellationToken stop)
    {
        var newest = (await partners.ListStoredAsync(stop)).SelectMany(p => OneOf(p.Change))
            .Where(c => c.At >= from && c.At < until);
        return await ReadAsync([.. newest, .. await changes.BetweenAsync(from, until, most + 1, stop)], most, stop);
    }

    private async Task<PartnerChanges> ReadAsync(List<StoredChange> stored, int most, CancellationToken stop)
    {
        var (found, unread) = (new List<PartnerChange>(), 0);
        // One that is being moved is met twice.
        foreach (var change in stored.DistinctBy(c => (c.Partner, c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            try
            {
                if (change.Read() is var read && await ReachesAsync(read, stop))
                    found.Add(read);
            }
            catch (BrokenRowException)
            {
                unread++;
            }
        }

        return new([.. found.Take(most)], PlanReach.Current is null ? unread : 0, found.Count > most);
    }

    private async Task<bool> ReachesAsync(PartnerChange change, CancellationToken stop)
    {
        if (PlanReach.Current is null)
            return true;
        foreach (var plan in change.Plans)
        {
            if (!await plans.ReachesAsync(plan, stop))
                return false;
        }

        return change.Plans.Count > 0;
    }

    private static StoredChange[] OneOf(StoredChange? change) => change is null ? [] : [change];
}

/// <param name="Found">The newest first.</param>
/// <param name="Unread">Rows that cannot be read.</param>
/// <param name="IsCut">There are more.</param>
public sealed record PartnerChanges(IReadOnlyList<PartnerChange> Found, int Unread, bool IsCut);
