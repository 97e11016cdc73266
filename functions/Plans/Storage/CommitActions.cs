using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The storage operations of a commit, in the order in which a collision is to be noticed: message, header, items,
/// then the rest.</summary>
internal static class CommitActions
{
    /// <summary>What goes with the plan's change marker, which takes one operation of the transaction. All or nothing but for due
    /// rows beyond the bound of a transaction: new ones come before, old ones go after. One too many is
    /// harmless, for the sweep decides from the item; one that is missing is not.</summary>
    public static (
        List<List<TableTransactionAction>> Before,
        List<TableTransactionAction> Commit,
        List<List<TableTransactionAction>> After) Of(PlanCommit commit)
    {
        var actions = All(commit);
        return (
            Take(actions, TableTransactionActionType.UpsertReplace),
            actions,
            Take(actions, TableTransactionActionType.Delete));
    }

    private static List<List<TableTransactionAction>> Take(List<TableTransactionAction> actions, TableTransactionActionType type)
    {
        var over = actions
            .Where(a => a.ActionType == type && RowKeys.IsDue(a.Entity.RowKey))
            .Take(Math.Max(0, actions.Count - (PlanCommit.MaxOperations - 1)))
            .ToHashSet();
        actions.RemoveAll(over.Contains);
        return [.. over.Chunk(PlanCommit.MaxOperations).Select(c => c.ToList())];
    }

    private static List<TableTransactionAction> All(PlanCommit commit)
    {
        var plan = commit.Plan;
        var actions = new List<TableTransactionAction>(commit.Operations);
        var history = new List<TableTransactionAction>();
        foreach (var accepted in commit.Accepted)
            actions.Add(Add(PlanEntities.ToEntity(plan, accepted)));
        if (commit.Header is { } header)
        {
            actions.Add(Write(PlanEntities.ToEntity(plan, header), header.Before?.ETag));
            if (header.Entry is { } said)
                history.Add(Add(PlanEntities.ToEntity(plan, StoredHeader.HistoryId, said, state: null)));
            if (header.Before is null)
                history.Add(Put(new TableEntity(plan, RowKeys.Restore)));
        }

        foreach (var change in commit.Items)
        {
            var (item, entries) = Rows(plan, change);
            actions.Add(Write(item, change.Before?.ETag));
            history.AddRange(entries.Select(Add));
            foreach (var due in change.DueGone)
                history.Add(Delete(PlanEntities.ToEntity(plan, due)));
            foreach (var due in change.DueNew)
                history.Add(Put(PlanEntities.ToEntity(plan, due)));
        }

        history.AddRange(commit.Heard.Select(heard => Put(PlanEntities.ToEntity(plan, heard))));
        if (commit.Mark is { } mark)
            actions.Add(Write(PlanEntities.ToEntity(plan, mark), mark));
        actions.AddRange(history);
        actions.AddRange(commit.DueGone.Select(due => Delete(PlanEntities.ToEntity(plan, due))));
        actions.AddRange(commit.DueNew.Select(due => Put(PlanEntities.ToEntity(plan, due))));
        return actions;
    }

    /// <param name="row">Row key of the operation that collided.</param>
    public static CommitResult Collision(PlanCommit commit, int index, string row)
    {
        if (index < commit.Accepted.Count)
            return new CommitResult.AlreadyAccepted(index);
        index -= commit.Accepted.Count;
        if (commit.Header is not null && index-- == 0)
            return new CommitResult.HeaderChanged();
        if (index >= commit.Items.Count && RowKeys.IsHistory(row))
            index = commit.Items.ToList().FindIndex(i => i.After.Id == RowKeys.HistoryOf(row).Item);
        return new CommitResult.ItemChanged(index >= 0 && index < commit.Items.Count ? index : null);
    }

    private static (TableEntity Item, IEnumerable<TableEntity> History) Rows(string plan, ItemChange change)
    {
        if (change is DraftedChange { Rows: var made })
            return (made.Item, made.History);
        var (item, state) = (change.After, HubJson.Store(change.After.State));
        return (
            PlanEntities.ToEntity(plan, item, state),
            change.Entries.Select(entry => PlanEntities.ToEntity(plan, item.Id, entry, StateColumn(entry, item, state))));
    }

    /// <summary>The newest entry's state is the item's own text; an older one of the same commit has a text of its own.</summary>
    private static string? StateColumn(HistoryEntry entry, PlanItem after, string state) =>
        entry.State is null ? null : ReferenceEquals(entry.State, after.State) ? state : HubJson.Store(entry.State);

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private static TableTransactionAction Write(TableEntity row, string? before) =>
        before is { } etag ? new(TableTransactionActionType.UpdateReplace, row, new ETag(etag)) : Add(row);

    private static TableTransactionAction Write(TableEntity row, EntryMark mark) =>
        new(mark.IsLast ? TableTransactionActionType.Delete : TableTransactionActionType.UpdateReplace, row, new ETag(mark.ETag));

    /// <summary>Due rows hold nothing but their key, so writing one twice is the same as once.</summary>
    private static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static TableTransactionAction Delete(TableEntity row) => new(TableTransactionActionType.Delete, row, ETag.All);
}
