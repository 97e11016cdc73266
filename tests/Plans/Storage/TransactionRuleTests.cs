using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class TransactionRuleTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_may_have_100_operations_and_not_more()
    {
        var table = await azurite.NewTableAsync();
        var actions = Enumerable.Range(0, 101).Select(n => Add("plan", $"{n:D3}")).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync(actions, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync([], Cancel));
        Assert.Equal(100, (await table.SubmitTransactionAsync(actions.Take(100), Cancel)).Value.Count);
    }

    [Fact]
    public async Task A_transaction_has_one_partition_and_each_row_once()
    {
        var table = await azurite.NewTableAsync();

        var twice = await RefusalAsync(table, Add("plan", "a"), Add("plan", "a"));
        var other = await RefusalAsync(table, Add("plan", "a"), Add("other", "b"));

        Assert.StartsWith("Operation 1 repeats a row", twice, StringComparison.Ordinal);
        Assert.StartsWith("Operation 1 is for another partition", other, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(table));
    }

    [Theory]
    [InlineData(TableTransactionActionType.UpdateReplace)]
    [InlineData(TableTransactionActionType.UpdateMerge)]
    [InlineData(TableTransactionActionType.Delete)]
    public async Task A_change_in_a_transaction_without_an_ETag_is_refused_and_nothing_stored(TableTransactionActionType type)
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("plan", "row") { ["N"] = 1 }, Cancel);
        var row = (await table.GetEntityAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).Value;
        row["N"] = 2;

        var refusal = await RefusalAsync(table, Add("plan", "new"), new TableTransactionAction(type, row));

        Assert.StartsWith("Operation 1 has no ETag", refusal, StringComparison.Ordinal);
        Assert.Equal([1], (await RowsAsync(table)).Select(r => r.GetInt32("N")));
    }

    [Fact]
    public async Task A_change_outside_a_transaction_without_an_ETag_is_refused()
    {
        var table = await azurite.NewTableAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(
            () => table.UpdateEntityAsync(new TableEntity("plan", "row"), default, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_transaction_cannot_go_round_the_rules_by_blocking()
    {
        var table = await azurite.NewTableAsync();

        Assert.Throws<NotSupportedException>(() => table.SubmitTransaction([Add("plan", "row")], Cancel));
    }

    [Fact]
    public async Task A_missing_table_is_a_failure_and_not_a_missing_row()
    {
        var table = azurite.Tables.GetTableClient(azurite.NewName("missing"));
        var etag = new ETag("W/\"1\"");
        Func<Task>[] calls =
        [
            () => table.GetEntityIfExistsAsync<TableEntity>("plan", "row", cancellationToken: Cancel),
            () => table.AddEntityAsync(new TableEntity("plan", "row"), Cancel),
            () => table.UpdateEntityAsync(new TableEntity("plan", "row"), etag, TableUpdateMode.Replace, Cancel),
            () => table.DeleteEntityAsync("plan", "row", ETag.All, Cancel),
            () => RowsAsync(table),
            () => table.SubmitTransactionAsync([Add("plan", "row")], Cancel),
            () => table.SubmitTransactionAsync(
                [new(TableTransactionActionType.Delete, new TableEntity("plan", "row"), ETag.All)], Cancel),
        ];

        foreach (var call in calls)
        {
            var failure = await Assert.ThrowsAsync<StorageUnavailableException>(call);
            Assert.Equal((503, "TableNotFound"), (failure.Status, failure.ErrorCode));
        }
    }

    private static TableTransactionAction Add(string partition, string row) =>
        new(TableTransactionActionType.Add, new TableEntity(partition, row));

    private static async Task<string> RefusalAsync(TableClient table, params TableTransactionAction[] actions) =>
        (await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync(actions, Cancel))).Message;

    private static async Task<List<TableEntity>> RowsAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancel))
            rows.Add(row);
        return rows;
    }
}
