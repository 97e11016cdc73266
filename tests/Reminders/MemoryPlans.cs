using System.Globalization;
using System.Runtime.CompilerServices;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Reminders;

/// <summary>Plans in memory, with the due rows that the table keeps, and every request counted.</summary>
internal sealed class MemoryPlans(TimeProvider clock) : IPlanStore, IChangeHints
{
    private readonly Dictionary<string, PlanHeader> _headers = [];
    private readonly Dictionary<string, Dictionary<string, StoredItem>> _items = [];
    private readonly Dictionary<string, DateTimeOffset> _hinted = [];
    private readonly Dictionary<string, SortedSet<(DateOnly, string, string)>> _due = [];
    private readonly Lock _lock = new();
    private int _version;

    public int Requests { get; private set; }

    /// <summary>What storage does not give back: plan and item, the latter empty for the header.</summary>
    public HashSet<(string Plan, string Item)> Broken { get; } = [];

    public void Put(PlanHeader plan, IEnumerable<PlanItem> items)
    {
        _headers[plan.Id] = plan;
        _items.TryAdd(plan.Id, []);
        _due.TryAdd(plan.Id, []);
        foreach (var item in items)
            Put(plan.Id, item);
    }

    public void Put(string plan, PlanItem item)
    {
        _hinted[plan] = clock.GetUtcNow();
        var (due, items) = (_due[plan], _items[plan]);
        if (items.TryGetValue(item.Id, out var before))
            due.ExceptWith(DueDates.Of(before.Item).Select(Row));
        else
            due.Add((Standings.ReportDue(_headers[plan], item), item.Id, DueEntry.ReviewInterval));
        due.UnionWith(DueDates.Of(item).Select(Row));
        items[item.Id] = new StoredItem(item, (++_version).ToString(CultureInfo.InvariantCulture));
    }

    public PlanItem Item(string plan, string item) => _items[plan][item].Item;

    public PlanHeader Header(string plan) => _headers[plan];

    public IEnumerable<PlanItem> ItemsOf(string plan) => _items[plan].Values.Select(i => i.Item).OrderBy(i => i.Order);

    public Task WriteAsync(string plan, TimeSpan freshFor, CancellationToken stop) =>
        Counted(() => _hinted[plan] = clock.GetUtcNow());

    public Task<IReadOnlyCollection<string>?> SinceAsync(DateTimeOffset mark, CancellationToken stop) =>
        Counted<IReadOnlyCollection<string>?>(() => HintTimes.IsTooLongAgo(mark, clock.GetUtcNow())
            ? null
            : [.. _hinted.Where(h => h.Value >= mark - HintTimes.Overlap).Select(h => h.Key)]);

    public Task<IReadOnlyList<string>> ListAsync(CancellationToken stop) =>
        Counted<IReadOnlyList<string>>(() => [.. _headers.Keys]);

    public Task<StoredPlan?> FindAsync(string plan, CancellationToken stop) =>
        Counted(() =>
            (StoredPlan?)
                new StoredPlan(Stored(plan), [.. _items[plan].Keys.Select(i => Whole(plan, i)!).OrderBy(i => i.Item.Order)]));

    public Task<StoredHeader?> FindHeaderAsync(string plan, CancellationToken stop) => Counted(() => (StoredHeader?)Stored(plan));

    public Task<StoredItem?> FindItemAsync(string plan, string item, CancellationToken stop) => Counted(() => Whole(plan, item));

    public Task<IReadOnlyList<StoredItem>> FindItemsAsync(string plan, string first, string last, CancellationToken stop) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        string plan,
        string item,
        long? before,
        int take,
        CancellationToken stop) => throw new NotSupportedException();

    public async IAsyncEnumerable<DueEntry> DueAsync(
        string plan,
        DateOnly from,
        DateOnly until,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var rows = await Counted(() => _due[plan].GetViewBetween((from, "", ""), (until, "~", "~")).ToList());
        // A page of the table holds a thousand rows.
        Requests += rows.Count / 1_000;
        foreach (var (date, item, milestone) in rows)
            yield return new DueEntry(date, item, milestone);
    }

    public Task<IReadOnlyList<Acceptance>> AcceptancesAsync(string plan, string source, string key, CancellationToken stop) =>
        throw new NotSupportedException();

    public Task<CommitResult> CommitAsync(PlanCommit commit, CancellationToken stop) => Counted<CommitResult>(() =>
    {
        _hinted[commit.Plan] = clock.GetUtcNow();
        _due[commit.Plan].ExceptWith(commit.DueGone.Select(Row));
        _due[commit.Plan].UnionWith(commit.DueNew.Select(Row));
        foreach (var change in commit.Items)
            Put(commit.Plan, change.After);
        return new CommitResult.Committed([]);
    });

    private StoredHeader Stored(string plan) => Broken.Contains((plan, ""))
        ? throw new BrokenRowException(plan, "plan", new FormatException())
        : new(_headers[plan], null, 1, "1");

    private StoredItem? Whole(string plan, string item) => Broken.Contains((plan, item))
        ? throw new BrokenRowException(plan, item, new FormatException())
        : _items[plan].GetValueOrDefault(item);

    private static (DateOnly, string, string) Row(DueEntry due) => (due.Date, due.Item, due.Milestone);

    private Task<T> Counted<T>(Func<T> act)
    {
        lock (_lock)
        {
            Requests++;
            return Task.FromResult(act());
        }
    }
}
