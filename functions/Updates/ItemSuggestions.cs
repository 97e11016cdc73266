using System.Collections.Concurrent;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Names the item that was perhaps meant by an id that the plan does not have. A plan's ids are remembered for a minute,
/// so that
/// senders of wrong ids cannot have it read again and again.</summary>
public sealed class ItemSuggestions(IPlanStore plans, TimeProvider clock)
{
    private const string Code = "unknown-deliverable";
    private const int MaxPlans = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, IReadOnlyList<string> Items)> _items = new(
        StringComparer.Ordinal);

    public async Task<IReadOnlyList<UpdateResponse>> AddAsync(
        Partner partner,
        IReadOnlyList<UpdateResponse> answers,
        CancellationToken stop)
    {
        if (answers.All(a => a.Errors is null || a.Errors.All(e => e.Code != Code)))
            return answers;
        var named = new List<UpdateResponse>(answers.Count);
        foreach (var answer in answers)
            named.Add(await AddAsync(partner, answer, stop));
        return named;
    }

    private async Task<UpdateResponse> AddAsync(Partner partner, UpdateResponse answer, CancellationToken stop)
    {
        if (answer is not { Plan: { } plan, Deliverable: { } item, Errors: { } errors } || errors.All(e => e.Code != Code))
            return answer;
        var hint = Nearest.Question(item, (await ItemsAsync(plan, stop)).Where(i => partner.MayReportOn(plan, i)));
        if (hint.Length == 0)
            hint = $" GET /api/partners/{partner.Id} lists yours.";
        return answer with { Errors = [.. errors.Select(e => e.Code == Code ? e with { Detail = e.Detail + hint } : e)] };
    }

    private async Task<IReadOnlyList<string>> ItemsAsync(string plan, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_items.TryGetValue(plan, out var known) && now - known.At < Fresh)
            return known.Items;
        IReadOnlyList<string> items = [.. (await plans.FindAsync(plan, stop))?.Items.Select(i => i.Id) ?? []];
        if (_items.Count >= MaxPlans)
            _items.Clear();
        _items[plan] = (now, items);
        return items;
    }
}
