using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>Who changed what, and how it stood before and after, out of the histories of plans and partners.</summary>
public sealed class Audit(
    IPlanStore plans, AllPlans all, TableAudit entries, TableRounds rounds, TableOfficeActs acts, PartnerHistory partners)
{
    /// <summary>Changes that are read at once; of more, somebody asks for fewer days or one plan.</summary>
    public const int Most = 5_000;

    private const int AtOnce = 8;

    /// <summary>Below the oldest change of an item, entries that are looked at for how it stood before.</summary>
    private const int Earlier = 20;

    /// <summary>Stands for what was asked in rounds, which is in no item's history.</summary>
    public const string Asks = "~asks";

    /// <summary>Newest first.</summary>
    public async Task<AuditRead> FindAsync(AuditQuery query, CancellationToken stop)
    {
        var ids = (await all.ListAsync(stop)).Where(id => query.Plan.Length == 0 || id == query.Plan);
        var read = await all.ReadAsync<AuditRead>(
            ids, async (plan, token) => await ReadAsync(plan, query, token), stop);
        var changed = await partners.BetweenAsync(query.Begin, query.End, Most, stop);
        var ofPartners = changed.Found.Where(c => query.Plan.Length == 0 || c.Plans.Contains(query.Plan))
            .Select((change, n) => new AuditedPartner(change, changed.Found.Count - n));
        var found = read.Found.SelectMany(r => r.Found).Concat(ofPartners).OrderByDescending(f => f.Entry.At)
            .ThenBy(f => f.Plan, StringComparer.Ordinal)
            .ThenBy(f => f.Item, StringComparer.Ordinal).ThenByDescending(f => f.Entry.Sequence).ToList();
        return new(
            [.. found.Take(Most)], read.Found.Sum(r => r.Unread) + changed.Unread,
            found.Count > Most || changed.IsCut || read.Found.Any(r => r.IsCut));
    }

    private async Task<AuditRead> ReadAsync(string plan, AuditQuery query, CancellationToken stop)
    {
        var read = await entries.ReadAsync(plan, query.Begin, query.End, Most, stop);
        var asks = await rounds.ActsBetweenAsync(plan, query.Begin, query.End, stop);
        if (asks.Count == 0)
            return read;
        var pressed = await acts.FindAsync(plan, stop);
        // Those of one instant are told apart by a tick.
        var asked = asks.OrderBy(a => a.At).Select((act, n) => new AuditedEntry(plan, Asks, new()
        {
            Sequence = act.At.UtcTicks + n,
            Kind = HistoryKind.Assignment,
            At = act.At,
            By = pressed.GetValueOrDefault(act.Id, Acting.Office),
            Reason = $"{WorkLine.Count(act.Mails.Count, "mail")}, for the Board of {Say.Day(act.Board)}",
        }));
        return read with { Found = [.. read.Found, .. asked] };
    }

    /// <summary>With what each changed, in the same order.</summary>
    public async Task<IReadOnlyList<AuditLine>> TellAsync(IReadOnlyList<AuditedEntry> changes, CancellationToken stop)
    {
        var items = changes.Where(c => c is not AuditedPartner).GroupBy(c => (c.Plan, c.Item)).ToList();
        var told =
            await items.AskAsync(AtOnce, async (item, token) => await TellAsync(item.Key.Plan, item.Key.Item, [.. item], token),
                stop);
        var lines = told.SelectMany(lines => lines)
            .ToDictionary(line => (line.Entry.Plan, line.Entry.Item, line.Entry.Entry.Sequence));
        return
        [
            .. changes.Select(c => c is AuditedPartner partner
                ? AuditLine.Of(partner) : lines[(c.Plan, c.Item, c.Entry.Sequence)])
        ];
    }

    private async Task<IReadOnlyList<AuditLine>> TellAsync(string plan, string item, List<AuditedEntry> changes,
        CancellationToken stop)
    {
        var history = item == Asks ? [] : await HistoryAsync(plan, item, changes, stop);
        return [.. changes.Select(c => AuditLine.Of(c, [.. history.Where(h => h.Sequence < c.Entry.Sequence)]))];
    }

    /// <summary>Where a row of it cannot be read, what was changed is compared with the other changes only.</summary>
    private async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string plan, string item, List<AuditedEntry> changes,
        CancellationToken stop)
    {
        var (newest, oldest) = (changes.Max(c => c.Entry.Sequence), changes.Min(c => c.Entry.Sequence));
        try
        {
            return await plans.HistoryAsync(plan, item, newest, (int)Math.Min(newest - oldest + Earlier, 1_000), stop);
        }
        catch (BrokenRowException)
        {
            return [.. changes.Select(c => c.Entry).OrderByDescending(e => e.Sequence)];
        }
    }
}
