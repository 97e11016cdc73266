using Azure;
using Azure.Data.Tables;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class TableClientTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_back_every_type_it_wrote()
    {
        var table = await azurite.NewTableAsync();
        var guid = Guid.NewGuid();
        var time = new DateTimeOffset(2022, 5, 24, 8, 0, 0, 123, TimeSpan.FromHours(1)).AddTicks(4567);
        await table.AddEntityAsync(
            new TableEntity("plan", "row")
            {
                ["Text"] = "O'Brien “café” 😀 100%\r\n",
                ["Yes"] = true,
                ["Int"] = int.MinValue,
                ["Long"] = long.MaxValue,
                ["Whole"] = 3.0,
                ["Double"] = 1.0 / 3,
                ["NaN"] = double.NaN,
                ["Time"] = time,
                ["Guid"] = guid,
                ["Bytes"] = new byte[] { 0, 255, 13, 10 },
                ["Nothing"] = null,
            },
            Cancel);

        var row = (await table.GetEntityAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).Value;

        Assert.Equal("O'Brien “café” 😀 100%\r\n", row.GetString("Text"));
        Assert.True(row.GetBoolean("Yes"));
        Assert.Equal(int.MinValue, row.GetInt32("Int"));
        Assert.Equal(long.MaxValue, row.GetInt64("Long"));
        Assert.Equal(3.0, row.GetDouble("Whole"));
        Assert.Equal(1.0 / 3, row.GetDouble("Double"));
        Assert.Equal(double.NaN, row.GetDouble("NaN"));
        Assert.Equal(time, row.GetDateTimeOffset("Time"));
        Assert.Equal(guid, row.GetGuid("Guid"));
        Assert.Equal([0, 255, 13, 10], row.GetBinary("Bytes"));
        Assert.False(row.ContainsKey("Nothing"));
        Assert.NotEqual(default, row.ETag);
        Assert.NotNull(row.Timestamp);
    }

    [Fact]
    public async Task Refuses_a_write_with_a_stale_etag()
    {
        var table = await azurite.NewTableAsync();
        var first = (await table.AddEntityAsync(new TableEntity("plan", "row") { ["N"] = 1 }, Cancel)).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(new TableEntity("plan", "row") { ["N"] = 2 }, first,
            cancellationToken: Cancel))
            .Headers
            .ETag!
            .Value;

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("plan", "row") { ["N"] = 3 }, first, TableUpdateMode.Replace, Cancel));
        var kept = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("plan", "row", first, Cancel));

        Assert.Equal((412, 412), (refusal.Status, kept.Status));
        var row = (await table.GetEntityAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).Value;
        Assert.Equal(second, row.ETag);
        Assert.Equal(204, (await table.DeleteEntityAsync("plan", "row", row.ETag, Cancel)).Status);
        Assert.Equal(404, (await table.DeleteEntityAsync("plan", "row", cancellationToken: Cancel)).Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task Refuses_a_second_row_with_the_same_keys()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("plan", "row"), Cancel);

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("plan", "row"), Cancel));

        Assert.Equal((409, "EntityAlreadyExists"), (refusal.Status, refusal.ErrorCode));
    }

    [Fact]
    public async Task Keeps_unnamed_properties_in_a_merge_and_drops_them_in_a_replacement()
    {
        var table = await azurite.NewTableAsync();
        await table.UpsertEntityAsync(new TableEntity("plan", "row") { ["A"] = 1, ["B"] = 1 }, cancellationToken: Cancel);
        await table.UpsertEntityAsync(new TableEntity("plan", "row") { ["B"] = 2 }, TableUpdateMode.Merge, Cancel);
        var merged = (await table.GetEntityAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).Value;
        await table.UpsertEntityAsync(new TableEntity("plan", "row") { ["B"] = 3 }, TableUpdateMode.Replace, Cancel);
        var replaced = (await table.GetEntityAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).Value;

        Assert.Equal((1, 2), (merged.GetInt32("A"), merged.GetInt32("B")));
        Assert.Equal((null, 3), (replaced.GetInt32("A"), replaced.GetInt32("B")));
    }

    [Fact]
    public async Task Creates_a_table_once_and_says_so_the_second_time_without_failing()
    {
        var name = azurite.NewName("twice");

        Assert.Equal(204, (await azurite.Tables.CreateTableIfNotExistsAsync(name, Cancel)).GetRawResponse().Status);
        Assert.Equal(409, (await azurite.Tables.CreateTableIfNotExistsAsync(name, Cancel)).GetRawResponse().Status);
        Assert.Equal(200, (await azurite.Tables.GetPropertiesAsync(Cancel)).GetRawResponse().Status);
    }

    [Theory]
    [InlineData("it's 100% 'quoted'")]
    [InlineData("seen|kirklees|msg_%2F%27 +&=")]
    [InlineData("Łódź 東京 😀")]
    [InlineData("..")]
    public async Task Finds_a_row_by_keys_with_quotes_percent_signs_and_Unicode(string key)
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity(key, key) { ["N"] = 7 }, Cancel);
        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key) { ["M"] = 8 })],
            Cancel);

        var row = (await table.GetEntityAsync<TableEntity>(key, key, ["PartitionKey", "M", "N"], Cancel)).Value;

        Assert.Equal((key, 7, 8), (row.PartitionKey, row.GetInt32("N"), row.GetInt32("M")));
    }
}
