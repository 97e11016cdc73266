namespace HubFunctions.Plans;

/// <summary>What one queue remembers of its plan. Stale memory is safe for what is stored: the ETag makes the write collide, and
/// the item is read again. Invariant: an update is refused only by rows that were read in the same pass.</summary>
internal sealed class PlanCache(string plan, IPlanStore store)
{
    private const int MaxItems = 5_000;
    private const int MaxPointReads = 2;
    private static readonly TimeSpan HeaderAge = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, StoredItem> _items = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);
    private PlanHeader? _header;
    private DateTimeOffset _headerRead;
    private bool? _exists;

    /// <summary>The plan's calendar and dates, for forecasts; null until one came.</summary>
    public PlanHeader? Header => _header;

    /// <summary>Whether there is such a plan: no update is stored without.</summary>
    public bool Exists => _exists == true;

    public StoredItem? Find(string item) => _items.GetValueOrDefault(item);

    /// <summary>When this queue last stored that the partner was heard; null when it did not.</summary>
    public DateTimeOffset? HeardAt(string partner) => _heard.TryGetValue(partner, out var at) ? at : null;

    /// <summary>Whether the item, or that there is none, was read in this pass.</summary>
    public bool IsFresh(string item) => _fresh.Contains(item);

    public void StartPass()
    {
        _fresh.Clear();
        if (_exists == false)
            _exists = null;
    }

    /// <summary>Reads what is missing, header and items at the same time: a few items each by itself, many with one
    /// range.</summary>
    public async Task LoadAsync(IReadOnlyCollection<string> wanted, bool header, DateTimeOffset now)
    {
        if (_items.Count > MaxItems)
            _items.Clear();
        var missing = wanted.Where(id => !_items.ContainsKey(id) && !_fresh.Contains(id)).Order(StringComparer.Ordinal).ToList();
        await Task.WhenAll(
            LoadHeaderAsync(header, now),
            missing.Count > MaxPointReads ? LoadRangeAsync(missing) : LoadEachAsync(missing));
    }

    public void Remember(PlanCommit commit, IReadOnlyList<string> etags)
    {
        for (var i = 0; i < commit.Items.Count; i++)
            _items[commit.Items[i].After.Id] = new StoredItem(commit.Items[i].After, etags[i]);
        foreach (var heard in commit.Heard)
            _heard[heard.Partner] = heard.At!.Value;
    }

    public void Forget(string item)
    {
        _header = null;
        _items.Remove(item);
        _fresh.Remove(item);
    }

    public void ForgetAll()
    {
        (_header, _exists) = (null, null);
        _heard.Clear();
        _items.Clear();
        _fresh.Clear();
    }

    private async Task LoadHeaderAsync(bool whole, DateTimeOffset now)
    {
        if (whole && (_header is null || now - _headerRead > HeaderAge))
        {
            (_header, _headerRead) = ((await store.FindHeaderAsync(plan, CancellationToken.None))?.Plan, now);
            _exists = _header is not null;
        }
        else
        {
            _exists ??= await store.ExistsAsync(plan, CancellationToken.None);
        }
    }

    private async Task LoadRangeAsync(List<string> missing)
    {
        try
        {
            foreach (var item in await store.FindItemsAsync(plan, missing[0], missing[^1], CancellationToken.None))
            {
                _items[item.Item.Id] = item;
                _fresh.Add(item.Item.Id);
            }

            _fresh.UnionWith(missing);
        }
        catch (BrokenRowException)
        {
            // Perhaps a row between those wanted: only one of these may keep them back.
            await LoadEachAsync(missing);
        }
    }

    private async Task LoadEachAsync(List<string> missing)
    {
        foreach (var id in missing)
        {
            if (await store.FindItemAsync(plan, id, CancellationToken.None) is { } item)
                _items[id] = item;
            _fresh.Add(id);
        }
    }
}
