using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The columns of a plan's rows. Beside the JSON stand a few plain ones, for people and programs that read the table
/// without the hub.</summary>
internal static class PlanEntities
{
    // An update leaves its item's definition as it is: the text is made once for as long as the definition is remembered.
    private static readonly ConditionalWeakTable<ItemDefinition, string> Definitions = [];

    public static TableEntity ToEntity(string plan, HeaderChange change)
    {
        var row = new TableEntity(plan, RowKeys.Header)
        {
            ["Title"] = Short(change.After.Title),
            ["Sequence"] = change.Sequence,
        };
        if (change.Pending is { } entry)
            row["Pending"] = entry;
        LongText.Write(row, "Header", HubJson.Store(Bare(change.After)));
        LongText.Write(row, "Hold", change.Hold is null ? null : HubJson.Store(change.Hold));
        return row;
    }

    /// <exception cref="BrokenRowException">The row cannot be read.</exception>
    public static StoredHeader HeaderFromEntity(TableEntity row) => Whole(row, () => new StoredHeader(
        HubJson.Read<PlanHeader>(LongText.Read(row, "Header")!),
        LongText.Read(row, "Hold") is { } hold ? HubJson.Read<Hold>(hold) : null,
        row.GetInt64("Sequence") ?? 0,
        row.ETag.ToString())
    {
        Pending = row.GetString("Pending"),
    });

    public static TableEntity ToEntity(string plan, EntryMark mark) => new(plan, RowKeys.Entry(mark.Id)) { ["Done"] = mark.Done };

    /// <param name="state">The state as JSON, written once for the item and its history.</param>
    public static TableEntity ToEntity(string plan, PlanItem item, string state)
    {
        var row = new TableEntity(plan, RowKeys.Item(item.Id))
        {
            ["Sequence"] = item.Sequence,
            ["Order"] = item.Order,
            ["Removed"] = item.Removed,
            ["Lifecycle"] = item.State.Lifecycle.ToString(),
            ["Health"] = item.State.Health.ToString(),
        };
        if (item.State.AsAt is { } asAt)
            row["AsAt"] = asAt;
        if (item.DefinedAt is { } defined)
            row["DefinedAt"] = defined;
        LongText.Write(row, "Definition", Definitions.GetValue(item.Definition, HubJson.Store));
        LongText.Write(row, "State", state);
        return row;
    }

    /// <exception cref="BrokenRowException">The row cannot be read.</exception>
    public static StoredItem ItemFromEntity(TableEntity row) => Whole(row, () => new StoredItem(
        new PlanItem
        {
            Definition = HubJson.Read<ItemDefinition>(LongText.Read(row, "Definition")!),
            State = HubJson.Read<ItemState>(LongText.Read(row, "State")!),
            Sequence = row.GetInt64("Sequence") ?? 0,
            Order = row.GetInt32("Order") ?? 0,
            Removed = row.GetBoolean("Removed") ?? false,
            DefinedAt = row.GetInt64("DefinedAt"),
        },
        row.ETag.ToString()));

    public static TableEntity ToEntity(string plan, string item, HistoryEntry entry, string? state)
    {
        var row = new TableEntity(plan, RowKeys.History(item, entry.Sequence))
        {
            ["Kind"] = entry.Kind.ToString(),
            ["By"] = entry.By,
            ["At"] = entry.At,
        };
        if (entry.Attempt is { } attempt)
            row["Attempt"] = attempt.ToString("N");
        if (entry.Request is { } request)
            (row["RequestKey"], row["RequestBody"]) = (request.Key, request.Body);
        LongText.Write(row, "Entry", HubJson.Store(entry with { State = null }));
        LongText.Write(row, "State", state);
        return row;
    }

    /// <exception cref="BrokenRowException">The row cannot be read.</exception>
    public static HistoryEntry HistoryFromEntity(TableEntity row) => Whole(row, () => ReadHistory(row));

    private static HistoryEntry ReadHistory(TableEntity row)
    {
        var entry = HubJson.Read<HistoryEntry>(LongText.Read(row, "Entry")!) with
        {
            Attempt = Guid.TryParse(row.GetString("Attempt"), out var attempt) ? attempt : null,
            Request = row.GetString("RequestKey") is { } key ? new RequestKey(key, row.GetString("RequestBody") ?? "") : null,
            Erased = row.GetBoolean("Erased"),
        };
        return LongText.Read(row, "State") is { } state ? entry with { State = HubJson.Read<ItemState>(state) } : entry;
    }

    public static TableEntity ToEntity(string plan, Acceptance accepted)
    {
        var row = new TableEntity(plan, RowKeys.Seen(accepted.Source, accepted.Key, accepted.Ordinal)) { ["At"] = accepted.At };
        LongText.Write(row, "Acceptance", HubJson.Store(accepted));
        return row;
    }

    /// <exception cref="BrokenRowException">The row cannot be read.</exception>
    public static Acceptance AcceptanceFromEntity(TableEntity row) =>
        Whole(row, () => HubJson.Read<Acceptance>(LongText.Read(row, "Acceptance")!));

    public static TableEntity ToEntity(string plan, LastHeard heard) =>
        new(plan, RowKeys.LastHeard(heard.Partner)) { ["At"] = heard.At };

    public static TableEntity ToEntity(string plan, DueEntry due) => new(plan, RowKeys.Due(due));

    /// <exception cref="BrokenRowException">The row cannot be read.</exception>
    public static DueEntry DueFromEntity(TableEntity row) => Whole(row, () =>
    {
        var parts = row.RowKey.Split('|');
        return new DueEntry(DateOnly.ParseExact(parts[1], "yyyy-MM-dd"), parts[2], parts[3]);
    });

    private static T Whole<T>(TableEntity row, Func<T> read) => BrokenRowException.Guard(row.PartitionKey, row.RowKey, read);

    /// <summary>A definition handed in as a header must not carry its items into the row.</summary>
    private static PlanHeader Bare(PlanHeader plan) => plan is PlanDefinition whole ? whole.ToHeader() : plan;

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];
}
