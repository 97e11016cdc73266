using System.Collections.Concurrent;
using HubFunctions.Timescales;
using Microsoft.Extensions.Caching.Memory;

namespace HubFunctions.Plans;

/// <summary>Group commit: updates of one plan that arrive while a transaction is in flight go together in the next one. Nothing
/// waits for company: an idle plan commits at once.</summary>
public sealed class GroupCommit(IPlanStore store, ITimescaleReader reader, HubClock calendar) : IUpdateCommits, IDisposable
{
    private const int ReadAtOnce = 16;
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 100_000 });
    private readonly ConcurrentDictionary<string, PlanQueue> _queues = new(StringComparer.Ordinal);

    public async Task<MessageResult> AcceptAsync(UpdateMessage message, CancellationToken stop)
    {
        var parts = Parts(message);
        // Invariant: memory answers "duplicate" for what is surely stored and decides nothing else.
        var unknown = parts.FindAll(p => _recent.Get<KnownMessage>(KeyOf(p)) is not { } known || !p.TrySettleFrom(known));
        if (message.ReadsFirst || message.Refused.Count > 0)
            await ReadAsync(unknown, stop);
        if (IsAnother(parts))
            return new MessageResult.DifferentBody();
        var submitted = unknown.FindAll(p => p.IsOpen).ConvertAll(p => QueueOf(p.Plan).SubmitAsync(p, stop));
        await Task.WhenAll(submitted);
        parts.ForEach(Remember);
        if (IsAnother(parts))
            return new MessageResult.DifferentBody();
        var receipt = parts.Find(p => p.IsKnown)?.Receipt ?? message.Receipt;
        return new MessageResult.Accepted(receipt, [.. parts.SelectMany(p => p.Outcomes).OrderBy(o => o.Index)]);
    }

    public void Dispose() => _recent.Dispose();

    private static List<QueuedMessage> Parts(UpdateMessage message)
    {
        var updates = message.Updates.ToLookup(u => u.Update.Plan, StringComparer.Ordinal);
        var refused = message.Refused.ToLookup(r => r.Plan, r => r.Index, StringComparer.Ordinal);
        return
        [
            .. updates
                .Select(p => p.Key)
                .Union(refused.Select(p => p.Key))
                .Select(plan => new QueuedMessage(message, plan, [.. updates[plan]], refused[plan])),
        ];
    }

    private static bool IsAnother(List<QueuedMessage> parts) => parts.Exists(p => p.Conflicts) && !parts.Exists(p => p.IsKnown);

    private static (string, string, string) KeyOf(QueuedMessage part) => (part.Plan, part.Message.Source, part.Message.Key);

    private Task ReadAsync(List<QueuedMessage> parts, CancellationToken stop) => Parallel.ForEachAsync(
        parts, new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = stop }, async (part, token) =>
            part.SettleFrom(new(await store.AcceptancesAsync(part.Plan, part.Message.Source, part.Message.Key, token))));

    private PlanQueue QueueOf(string plan) => _queues.GetOrAdd(plan, name => new PlanQueue(name, store, reader, calendar));

    private void Remember(QueuedMessage part)
    {
        if (!part.IsKnown || part.Conflicts)
            return;
        var known = new KnownMessage(
            part.Message.BodyHash,
            part.Receipt,
            [.. part.Outcomes.Where(o => o.Outcome != Outcome.Quarantined)]);
        _recent.Set(KeyOf(part), known, new MemoryCacheEntryOptions { Size = 1 + known.Stored.Count });
    }
}
