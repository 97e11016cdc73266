using System.Globalization;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The table <c>HubRounds</c>: the partition <c>rounds</c> with one row a round, and one partition a plan with what the
/// office asked in its rounds. Ids, dates and identities (hashes) only: no name, no address and no text that somebody
/// wrote.</summary>
public sealed partial class TableRounds(TableServiceClient tables, ILogger<TableRounds> log)
{
    public const string TableName = "HubRounds";
    internal const string Rounds = "rounds";
    private const string Form = "yyyy-MM-dd";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    public async Task<Round?> FindAsync(string plan, DateOnly board, CancellationToken stop)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Rounds, RowOf(plan, board), cancellationToken: stop);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <returns>The newest Board first.</returns>
    public async Task<IReadOnlyList<Round>> OfPlanAsync(string plan, CancellationToken stop)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {Rounds} and RowKey ge {plan + "|"} and RowKey lt {plan + "}"}");
        return [.. (await ListAsync(filter, stop)).OrderByDescending(r => r.Board)];
    }

    /// <summary>Those of all plans that are not closed, or whose Board is still to meet: the next Board first.</summary>
    public async Task<IReadOnlyList<Round>> CurrentAsync(DateOnly today, CancellationToken stop) =>
    [
        .. (await ListAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Rounds} and (Closed eq {""} or Board ge {Text(today)})"), stop))
            .OrderBy(r => r.Board).ThenBy(r => r.Plan, StringComparer.Ordinal),
    ];

    /// <summary>Of all plans, with a Board before a day.</summary>
    public Task<IReadOnlyList<Round>> BeforeAsync(DateOnly day, CancellationToken stop) =>
        ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Rounds} and Board lt {Text(day)}"), stop);

    /// <summary>Null when the plan has a round for that Board already.</summary>
    public async Task<Round?> AddAsync(Round round, CancellationToken stop)
    {
        var row = Entity(round);
        try
        {
            var answer = await _table.AddEntityAsync(row, stop);
            return round with { ETag = answer.Headers.ETag!.Value.ToString() };
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return await OwnAsync(round, row, stop);
        }
    }

    /// <summary>Null when the round is not what was read.</summary>
    public async Task<Round?> ReplaceAsync(Round round, CancellationToken stop)
    {
        var row = Entity(round);
        try
        {
            var answer = await _table.UpdateEntityAsync(row, new ETag(round.ETag!), TableUpdateMode.Replace, stop);
            return round with { ETag = answer.Headers.ETag!.Value.ToString() };
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return await OwnAsync(round, row, stop);
        }
    }

    /// <summary>Where the answer got lost, the row met is the one just written.</summary>
    /// <returns>Null where it is another's.</returns>
    private async Task<Round?> OwnAsync(Round round, TableEntity written, CancellationToken stop)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Rounds, written.RowKey, cancellationToken: stop);
        return found.HasValue && found.Value!.GetString("Attempt") == written.GetString("Attempt")
            ? round with { ETag = found.Value.ETag.ToString() } : null;
    }

    /// <summary>False when it is there already.</summary>
    public async Task<bool> AddAsync(AskAct act, CancellationToken stop)
    {
        try
        {
            await _table.AddEntityAsync(Entity(act), stop);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return false;
        }
    }

    /// <returns>The oldest first.</returns>
    public async Task<IReadOnlyList<AskAct>> ActsAsync(string plan, DateOnly board, CancellationToken stop)
    {
        var acts = new List<AskAct>();
        var prefix = Text(board);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(plan)} and RowKey ge {prefix + "|"} and RowKey lt {prefix + "}"}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            acts.Add(BrokenRowException.Guard(plan, row.RowKey, () => Act(plan, board, row)));
        return [.. acts.OrderBy(a => a.At)];
    }

    /// <summary>What the office asked in all rounds of a plan between two instants (UTC, the hub's calendar), the second not
    /// included.</summary>
    public async Task<IReadOnlyList<AskAct>> ActsBetweenAsync(
        string plan,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken stop)
    {
        var acts = new List<AskAct>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(plan)} and At ge {from} and At lt {until}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            acts.Add(BrokenRowException.Guard(plan, row.RowKey, () => Act(plan, Day(row.RowKey.Split('|')[0]), row)));
        return acts;
    }

    /// <summary>Nothing of it is left to be sent. Losing the race to another instance is harmless: it says the same.</summary>
    public async Task EndAsync(AskAct act, CancellationToken stop)
    {
        var row = new TableEntity(PartitionOf(act.Plan), RowOf(act)) { ["Done"] = true };
        try
        {
            await _table.UpdateEntityAsync(row, new ETag(act.ETag!), TableUpdateMode.Merge, stop);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // Another instance said so, or the round is gone.
        }
    }

    /// <summary>A round with all that was asked in it.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> DeleteAsync(Round round, CancellationToken stop)
    {
        var gone = 0;
        foreach (var act in await ActsAsync(round.Plan, round.Board, stop))
            gone += Gone(await _table.DeleteEntityAsync(PartitionOf(act.Plan), RowOf(act), ETag.All, stop));
        return gone + Gone(await _table.DeleteEntityAsync(Rounds, RowOf(round.Plan, round.Board), ETag.All, stop));
    }

    private async Task<IReadOnlyList<Round>> ListAsync(string filter, CancellationToken stop)
    {
        var rounds = new List<Round>();
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            if (Read(row) is { } round)
                rounds.Add(round);
        }

        return rounds;
    }

    /// <summary>A row that cannot be read keeps no other back: there is no such round, and the log says so.</summary>
    private Round? Read(TableEntity row)
    {
        try
        {
            return BrokenRowException.Guard(row.RowKey.Split('|')[0], row.RowKey, () => Of(row));
        }
        catch (BrokenRowException broken)
        {
            LogUnread(log, broken.Row);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The row of round {Row} cannot be read")]
    private static partial void LogUnread(ILogger log, string row);

    internal static Round Of(TableEntity row) => new(
        row.RowKey.Split('|')[0], Day(row.GetString("Board")!), Day(row.GetString("Opens")!), Day(row.GetString("Closes")!),
            Day(row.GetString("Papers")!))
    {
        ClosedOn = row.GetString("Closed") is { Length: > 0 } closed ? Day(closed) : null,
        ETag = row.ETag.ToString(),
    };

    /// <summary>A round that is open has the empty text: a filter finds no property that is not there.</summary>
    private static TableEntity Entity(Round round) => new(Rounds, RowOf(round.Plan, round.Board))
    {
        ["Board"] = Text(round.Board),
        ["Opens"] = Text(round.Opens),
        ["Closes"] = Text(round.Closes),
        ["Papers"] = Text(round.Papers),
        ["Closed"] = round.ClosedOn is { } closed ? Text(closed) : "",
        ["Attempt"] = Guid.NewGuid().ToString("N"),
    };

    private static TableEntity Entity(AskAct act)
    {
        var row = new TableEntity(PartitionOf(act.Plan), RowOf(act)) { ["At"] = act.At, ["Done"] = act.IsDone };
        LongText.Write(row, "Mails", string.Join('\n', act.Mails.Select(m => m.Row)));
        return row;
    }

    internal static AskAct Act(string plan, DateOnly board, TableEntity row) => new(
        plan, board, row.GetDateTimeOffset("At")!.Value,
            [.. LongText.Read(row, "Mails")!.Split('\n').Select(m => AskKey.OfRow(plan, board, m))])
    {
        Id = row.RowKey.Split('|')[1],
        IsDone = row.GetBoolean("Done") == true,
        ETag = row.ETag.ToString(),
    };

    private static int Gone(Response answer) => answer.Status == 404 ? 0 : 1;

    internal static string PartitionOf(string plan) => $"asks|{plan}";

    private static string RowOf(AskAct act) => $"{Text(act.Board)}|{act.Id}";

    private static string RowOf(string plan, DateOnly board) => $"{plan}|{Text(board)}";

    private static string Text(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);
}
