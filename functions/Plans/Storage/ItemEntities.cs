using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The rows that updates make of an item and of its history: made once, for their sizes and for the
/// transaction.</summary>
internal sealed class ItemEntities
{
    private ItemEntities(TableEntity item, IReadOnlyList<TableEntity> history, int earlierBytes)
    {
        (Item, History, ItemSize, LastSize) = (item, history, RowSize.Of(item), RowSize.Of(history[^1]));
        HistoryBytes = earlierBytes + LastSize.Sent;
    }

    public TableEntity Item { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<TableEntity> History { get; }

    public RowSize ItemSize { get; }

    /// <summary>Of the newest history row.</summary>
    public RowSize LastSize { get; }

    /// <summary>Of the history's rows, as they are sent.</summary>
    public int HistoryBytes { get; }

    /// <param name="before">What the same transaction has of the item already.</param>
    /// <param name="item">As it is after <paramref name="entry"/>.</param>
    public static ItemEntities After(ItemEntities? before, string plan, PlanItem item, HistoryEntry entry)
    {
        var state = HubJson.Store(item.State);
        var last = PlanEntities.ToEntity(plan, item.Id, entry, entry.State is null ? null : state);
        return new(PlanEntities.ToEntity(plan, item, state), [.. before?.History ?? [], last], before?.HistoryBytes ?? 0);
    }
}

/// <summary>A change whose rows are made already.</summary>
internal sealed record DraftedChange : ItemChange
{
    public DraftedChange(StoredItem before, PlanItem after, IReadOnlyList<HistoryEntry> entries, ItemEntities rows)
        : base(before, after, entries) => Rows = rows;

    public ItemEntities Rows { get; }
}
