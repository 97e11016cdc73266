namespace HubFunctions.Plans;

/// <summary>What one lane remembers of its plan. Stale memory is safe: the ETag makes the write collide, and the item is read again.</summary>
internal sealed class PlanCache(string plan, IPlanStore store)
{
    private const int MaxItems = 5_000;
    private const int MaxPointReads = 2;
    private static readonly TimeSpan HeaderAge = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, StoredItem> _items = new(StringComparer.Ordinal);
    private PlanHeader? _header;
    private DateTimeOffset _headerRead;

    /// <summary>The plan's calendar and dates, for forecasts; null until one came.</summary>
    public PlanHeader? Header => _header;

    public StoredItem? Find(string item) => _items.GetValueOrDefault(item);

    /// <summary>Reads what is missing: a few items each by itself, many with one range.</summary>
    public async Task LoadAsync(IReadOnlyCollection<string> wanted, bool header, DateTimeOffset now)
    {
        if (_items.Count > MaxItems)
            _items.Clear();
        var missing = wanted.Where(id => !_items.ContainsKey(id)).Order(StringComparer.Ordinal).ToList();
        if (header && (_header is null || now - _headerRead > HeaderAge))
        {
            _header = (await store.FindHeaderAsync(plan, CancellationToken.None))?.Plan;
            _headerRead = now;
        }

        if (missing.Count > MaxPointReads)
        {
            foreach (var item in await store.FindItemsAsync(plan, missing[0], missing[^1], CancellationToken.None))
                _items.TryAdd(item.Item.Id, item);
            return;
        }

        foreach (var id in missing)
        {
            if (await store.FindItemAsync(plan, id, CancellationToken.None) is { } item)
                _items[id] = item;
        }
    }

    public void Remember(IReadOnlyList<ItemChange> changes, IReadOnlyList<string> etags)
    {
        for (var i = 0; i < changes.Count; i++)
            _items[changes[i].After.Id] = new StoredItem(changes[i].After, etags[i]);
    }

    /// <param name="item">Null forgets everything.</param>
    public void Forget(string? item = null)
    {
        _header = null;
        if (item is null)
            _items.Clear();
        else
            _items.Remove(item);
    }
}
