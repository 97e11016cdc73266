using System.Collections.Concurrent;
using HubFunctions.Timescales;
using Microsoft.Extensions.Caching.Memory;

namespace HubFunctions.Plans;

/// <summary>Group commit: updates of one plan that arrive while a transaction is in flight go together in the next one. Nothing waits for
/// company: an idle plan commits at once.</summary>
public sealed class GroupCommit(IPlanStore store, ITimescaleReader reader, HubClock calendar) : IUpdateCommits, IDisposable
{
    private readonly MemoryCache _recent = new(new MemoryCacheOptions { SizeLimit = 100_000 });
    private readonly ConcurrentDictionary<string, PlanQueue> _lanes = new(StringComparer.Ordinal);

    public async Task<MessageResult> AcceptAsync(UpdateMessage message, CancellationToken stop)
    {
        var parts = message.Updates.GroupBy(u => u.Update.Plan, StringComparer.Ordinal).Select(plan => SubmitAsync(plan.Key, message, [.. plan], stop)).ToList();
        var results = parts.Count == 1 ? [await parts[0]] : await Task.WhenAll(parts);
        if (results.Any(r => r.DifferentBody))
            return new MessageResult.DifferentBody();
        var outcomes = results.SelectMany(r => r.Outcomes).OrderBy(o => o.Index).ToList();
        return new MessageResult.Accepted(results.Select(r => r.Receipt).FirstOrDefault() ?? message.Receipt, outcomes);
    }

    public void Dispose() => _recent.Dispose();

    private async Task<PartResult> SubmitAsync(string plan, UpdateMessage message, IReadOnlyList<IndexedUpdate> updates, CancellationToken stop)
    {
        var key = (plan, message.Source, message.Key);
        if (_recent.Get<PartResult>(key) is { } known)
        {
            if (known.BodyHash != message.BodyHash)
                return PartResult.Different(message);
            // What was refused then may be right by now: it has mended words, or the office replays it.
            if (updates.All(u => known.Outcomes.Any(o => o.Index == u.Index && o.Outcome != Outcome.Quarantined)))
                return known.Repeated([.. updates.Select(u => u.Index)]);
        }

        var lane = _lanes.GetOrAdd(plan, name => new PlanQueue(name, store, reader, calendar));
        var result = await lane.SubmitAsync(new QueuedMessage(message, updates), stop);
        if (!result.DifferentBody && result.Outcomes.Count > 0)
            _recent.Set(key, result, new MemoryCacheEntryOptions { Size = 1 + result.Outcomes.Count });
        return result;
    }
}
