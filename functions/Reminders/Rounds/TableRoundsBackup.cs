using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>A plan's rounds in its backup: their dates, what was asked with one press, and the ledger's row of each mail. What
/// was answered is in the plan's own history.</summary>
public sealed class TableRoundsBackup(TableServiceClient tables) : TableBackupPart
{
    private const string RoundKey = "round";
    private const string ActKey = "act";
    private const string MailKey = "mail";

    private readonly TableClient _rounds = tables.GetTableClient(TableRounds.TableName);
    private readonly TableClient _ledger = tables.GetTableClient(TableReminderLedger.TableName);

    public override string Name => "rounds";

    /// <exception cref="FormatException">The key is none of these.</exception>
    public override IReadOnlyList<TableEntity> Checked(string plan, IReadOnlyList<TableEntity> group)
    {
        var row = group[0];
        bool IsAct(TableEntity to) => to.GetString("Mails") is not null && TableRounds.Act(plan, Board(to), to).Mails.Count > 0;
        return row.RowKey.Split('|', 3) switch
        {
            [RoundKey, var id] when Round.BoardOf(id) is { } board =>
                [Checked(At(row, TableRounds.Rounds, $"{plan}|{id}"), to => TableRounds.Of(to).Board == board)],
            [ActKey, var id, var act] when Round.BoardOf(id) is { } board =>
                [Ended(Checked(At(row, TableRounds.PartitionOf(plan), $"{id}|{act}"), IsAct))],
            [MailKey, var id, var mail] when Round.BoardOf(id) is { } board => [
                Checked(At(row, TableReminderLedger.AskPartition(plan, board), mail),
                    to => TableReminderLedger.Row(to).Ask?.Row == mail)],
            _ => throw new FormatException("A row of a round has another key."),
        };
    }

    protected override async IAsyncEnumerable<(string Key, TableEntity Row)> RowsAsync(
        string plan, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var row in Range(_rounds, TableRounds.Rounds, $"{plan}|", stop))
            yield return ($"{RoundKey}|{row.RowKey.Split('|')[1]}", row);
        await foreach (var row in Range(_rounds, TableRounds.PartitionOf(plan), "", stop))
            yield return ($"{ActKey}|{row.RowKey}", row);
        var mails = $"{TableReminderLedger.AskPrefix}{plan}|";
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {mails} and PartitionKey lt {mails[..^1] + "}"}");
        await foreach (var row in _ledger.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            yield return ($"{MailKey}|{row.PartitionKey[mails.Length..]}|{row.RowKey}", row);
    }

    protected override TableClient TableOf(TableEntity row) =>
        row.PartitionKey.StartsWith(TableReminderLedger.AskPrefix, StringComparison.Ordinal) ? _ledger : _rounds;

    private static IAsyncEnumerable<TableEntity> Range(
        TableClient table,
        string partition,
        string prefix,
        CancellationToken stop) =>
        table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}"),
            cancellationToken: stop);

    private static DateOnly Board(TableEntity act) =>
        Round.BoardOf(act.RowKey.Split('|')[0]) ?? throw new FormatException("A press of a round names no Board.");

    private static TableEntity Checked(TableEntity row, Predicate<TableEntity> fits) =>
        fits(row) ? row : throw new FormatException("A row's key does not fit its content.");

    /// <summary>Nobody is mailed because a plan was restored: what had not gone then is asked for again by the office.</summary>
    private static TableEntity Ended(TableEntity act)
    {
        act["Done"] = true;
        return act;
    }

    private static TableEntity At(TableEntity row, string partition, string key) =>
        new(row) { PartitionKey = partition, RowKey = key };
}
