using Azure;
using Azure.Data.Tables;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class TableTransactionTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stores_every_kind_of_operation_and_answers_the_new_etags_in_order()
    {
        var table = await azurite.NewTableAsync();
        var a = (await table.AddEntityAsync(new TableEntity("plan", "a") { ["X"] = 1, ["Y"] = 1 }, Cancel)).Headers.ETag!.Value;
        var b = (await table.AddEntityAsync(new TableEntity("plan", "b") { ["X"] = 1, ["Y"] = 1 }, Cancel)).Headers.ETag!.Value;
        await table.AddEntityAsync(new TableEntity("plan", "c"), Cancel);

        var answers = (await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("plan", "d") { ["Text"] = "--batch_\r\nHTTP/1.1 400" }),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("plan", "a") { ["X"] = 2 }, a),
                new(TableTransactionActionType.UpdateMerge, new TableEntity("plan", "b") { ["X"] = 2 }, b),
                new(TableTransactionActionType.Delete, new TableEntity("plan", "c"), ETag.All),
                new(TableTransactionActionType.UpsertReplace, new TableEntity("plan", "e") { ["X"] = 2 }),
                new(TableTransactionActionType.UpsertMerge, new TableEntity("plan", "f") { ["X"] = 2L }),
            ],
            Cancel)).Value;

        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>($"PartitionKey eq 'plan'", cancellationToken: Cancel))
            rows.Add(row);
        Assert.Equal(["a", "b", "d", "e", "f"], rows.Select(row => row.RowKey));
        Assert.Equal([null, 1], rows.Take(2).Select(row => row.GetInt32("Y")));
        Assert.Equal("--batch_\r\nHTTP/1.1 400", rows[2].GetString("Text"));
        Assert.Equal(
            [rows[2].ETag, rows[0].ETag, rows[1].ETag, null, rows[3].ETag, rows[4].ETag],
            answers.Select(answer => answer.Headers.ETag));
    }

    [Fact]
    public async Task Stores_nothing_and_names_the_operation_that_was_refused()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("plan", "seen"), Cancel);

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("plan", "history")),
                new(TableTransactionActionType.UpsertReplace, new TableEntity("plan", "item")),
                new(TableTransactionActionType.Add, new TableEntity("plan", "seen")),
            ],
            Cancel));

        Assert.Equal((409, "EntityAlreadyExists", 2), (refusal.Status, refusal.ErrorCode, refusal.FailedTransactionActionIndex));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("plan", "history", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task Names_the_operation_whose_etag_is_stale()
    {
        var table = await azurite.NewTableAsync();
        var stale = (await table.AddEntityAsync(new TableEntity("plan", "item"), Cancel)).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("plan", "item") { ["N"] = 1 }, stale, cancellationToken: Cancel);

        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("plan", "history")),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("plan", "item"), stale),
            ],
            Cancel));

        Assert.Equal((412, 1), (refusal.Status, refusal.FailedTransactionActionIndex));
    }
}
