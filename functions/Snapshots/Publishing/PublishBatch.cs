using System.Collections.Concurrent;

namespace HubFunctions.Snapshots;

/// <summary>Publishes many plans, a few at a time, and enters them in the index together.</summary>
/// <remarks>Invariant: a publication counts as shown only once the index has it, so that one that is cut short before is
/// completed by whoever
/// looks at the plan next. One plan that fails keeps none of the others back.</remarks>
public sealed class PublishBatch(Publisher publisher, PlanIndex index)
{
    public const int AtOnce = 8;

    /// <summary>Of a long batch: a cut leaves no more than this to be completed.</summary>
    private const int Together = 400;

    public async Task<IReadOnlyList<BatchResult>> RunAsync(IEnumerable<string> plans, CancellationToken stop)
    {
        var results = new List<BatchResult>();
        foreach (var some in plans.Distinct(StringComparer.Ordinal).Chunk(Together))
        {
            var shown = await EachAsync(some, plan => publisher.ShowAsync(plan, stop), stop);
            var entries = shown
                .Where(s => s.Shown?.Entry is not null)
                .ToDictionary(s => s.Plan, s => s.Shown!, StringComparer.Ordinal);
            results.AddRange(shown.Where(s => !entries.ContainsKey(s.Plan)));
            if (entries.Count > 0)
                results.AddRange(await EnterAsync(entries, stop));
        }

        return results;
    }

    private async Task<IEnumerable<BatchResult>> EnterAsync(Dictionary<string, Shown> entries, CancellationToken stop)
    {
        try
        {
            var refused = await index.ChangeAsync([.. entries.Values.Select(s => s.Entry!.Change)], stop);
            return await EachAsync(entries.Keys, plan => ConfirmAsync(plan, entries[plan], refused.Contains(plan), stop), stop);
        }
        catch (IOException error)
        {
            return entries.Keys.Select(plan => new BatchResult(plan, null, error));
        }
    }

    private async Task<Shown> ConfirmAsync(string plan, Shown shown, bool isRefused, CancellationToken stop)
    {
        // Something was taken back while the plan was published: it is looked at again.
        if (isRefused)
            return new Shown(await publisher.RunAsync(plan, stop), null);
        await publisher.ConfirmAsync(plan, shown.Entry!, stop);
        return shown;
    }

    private static async Task<IReadOnlyCollection<BatchResult>> EachAsync(
        IEnumerable<string> plans,
        Func<string, Task<Shown>> act,
        CancellationToken stop)
    {
        var results = new ConcurrentBag<BatchResult>();
        await Parallel.ForEachAsync(
            plans,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (plan, _) =>
            {
                try
                {
                    results.Add(new(plan, await act(plan), null));
                }
                catch (Exception error) when (!stop.IsCancellationRequested)
                {
                    results.Add(new(plan, null, error));
                }
            });
        return results;
    }
}

/// <param name="Error">What kept the plan from being published; null when nothing did.</param>
public sealed record BatchResult(string Plan, Shown? Shown, Exception? Error)
{
    public PublishResult? Result => Shown?.Result;
}
