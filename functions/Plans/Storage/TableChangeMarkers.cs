using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The one place that writes the rows by which a plan is known to have changed, each after a hint that leads
/// there.</summary>
/// <remarks>Invariant: every transaction that changes what may be public goes through here, so the first completed look that
/// starts after a
/// commit sees its hint. No attempt starts on a hint older than <see cref="HintTimes.Fresh"/>.</remarks>
public sealed class TableChangeMarkers(TableServiceClient tables, IChangeHints hints)
{
    /// <summary>Where a commit's answer took longer, its hint may be too old for it.</summary>
    private static readonly TimeSpan StandsFor = HintTimes.Fresh + (HintTimes.Longest / 2);

    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <summary>Says beside reading that a commit may follow, so that the commit does not wait for its hint.</summary>
    public Task AnnounceAsync(string plan, CancellationToken stop) => hints.WriteAsync(plan, HintTimes.Fresh, stop);

    /// <summary>The transaction with its marker, which comes last.</summary>
    /// <returns>The answers to <paramref name="actions"/>, then that to the marker.</returns>
    /// <exception cref="TableTransactionFailedException">Storage refused it whole.</exception>
    public async Task<IReadOnlyList<Response>> SubmitAsync(
        string plan,
        IReadOnlyList<TableTransactionAction> actions,
        ChangeMark mark,
        CancellationToken stop)
    {
        await hints.WriteAsync(plan, HintTimes.Fresh, stop);
        var answers = (await _table.SubmitTransactionAsync([.. actions, Action(plan, mark)], stop)).Value;
        await hints.WriteAsync(plan, StandsFor, stop);
        return answers;
    }

    /// <summary>A file that an erasure has changed, which the next publication carries. It sorts among the markers.</summary>
    /// <param name="sequence">Null for one of a chain from before the plan was restored.</param>
    public async Task NoteErasureAsync(string plan, long? sequence, ErasedFile file, CancellationToken stop)
    {
        var key = sequence is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"{RowKeys.Erased}{number:D10}")
            : RowKeys.Erased + file.File.Replace('/', '!');
        await hints.WriteAsync(plan, HintTimes.Fresh, stop);
        await _table.UpsertEntityAsync(
            new TableEntity(plan, key) { ["File"] = file.File, ["Digest"] = file.Digest },
            TableUpdateMode.Replace,
            stop);
    }

    /// <summary>A fence changes the end of the chain, so that no publication that was read before can be appended or
    /// shown.</summary>
    private static TableTransactionAction Action(string plan, ChangeMark mark)
    {
        if (mark.TakesBack)
            return new(
                TableTransactionActionType.UpsertMerge,
                new TableEntity(plan, RowKeys.ChainEnd) { ["Fence"] = RowKeys.ChangeMarker() });
        var row = new TableEntity(plan, RowKeys.ChangeMarker());
        if (mark.Items.Count > 0)
            row["Items"] = string.Join(',', mark.Items);
        return new(TableTransactionActionType.Add, row);
    }
}

/// <param name="TakesBack">Something public may go: what a publisher read before must not appear after.</param>
/// <param name="Items">Ids of the items that changed; empty where any may have.</param>
public sealed record ChangeMark(bool TakesBack, IReadOnlyList<string> Items)
{
    public static readonly ChangeMark Any = new(TakesBack: false, []);

    public static ChangeMark Of(PlanCommit commit) => new(commit.TakesBack, [.. commit.Items.Select(i => i.After.Id)]);
}
