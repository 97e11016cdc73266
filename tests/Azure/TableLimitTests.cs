using HubFunctions.Azure.Tables;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Azure;

public sealed class TableLimitTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_property_may_take_64_KiB_and_not_two_bytes_more()
    {
        var table = await azurite.NewTableAsync();
        var largest = new TableEntity("plan", "row") { ["Text"] = new string('é', 32 * 1024), ["Bytes"] = new byte[64 * 1024] };
        await table.AddEntityAsync(largest, Cancel);

        Assert.Equal(32 * 1024, (await table.GetEntityAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).Value.GetString("Text")!.Length);
        var refusal = await Assert.ThrowsAsync<ArgumentException>(
            () => table.AddEntityAsync(new TableEntity("plan", "more") { ["Text"] = new string('x', (32 * 1024) + 1) }, Cancel));
        Assert.Contains("Text takes 65538 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_may_take_nearly_1_MiB_and_not_more()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(Entity("row", 15, 63 * 1024), Cancel);

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(Entity("more", 16, 64 * 1024), Cancel));

        Assert.Contains("the limit is 1048576", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_may_have_100_operations_and_not_more()
    {
        var table = await azurite.NewTableAsync();
        var actions = Enumerable.Range(0, 101).Select(n => Add(new TableEntity("plan", $"{n:D3}"))).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync(actions, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync([], Cancel));
        Assert.Equal(100, (await table.SubmitTransactionAsync(actions.Take(100), Cancel)).Value.Count);
    }

    [Fact]
    public async Task A_transaction_over_4_MiB_is_refused()
    {
        var table = await azurite.NewTableAsync();
        var actions = Enumerable.Range(0, 8).Select(n => Add(Entity($"{n}", 7, 63 * 1024)));

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync(actions, Cancel));

        Assert.Contains("the limit is 4194304", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_has_one_partition_and_each_row_once()
    {
        var table = await azurite.NewTableAsync();

        var twice = await Assert.ThrowsAsync<ArgumentException>(
            () => table.SubmitTransactionAsync([Add(new("plan", "a")), Add(new("plan", "a"))], Cancel));
        var other = await Assert.ThrowsAsync<ArgumentException>(
            () => table.SubmitTransactionAsync([Add(new("plan", "a")), Add(new("other", "b"))], Cancel));

        Assert.StartsWith("Operation 1 repeats a row", twice.Message, StringComparison.Ordinal);
        Assert.StartsWith("Operation 1 is for another partition", other.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    public async Task A_key_with_a_character_that_the_service_refuses_is_named(string key)
    {
        var table = azurite.Tables.GetTableClient("never");

        await Assert.ThrowsAsync<ArgumentException>(() => table.AddEntityAsync(new TableEntity("plan", key), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => table.GetEntityAsync<TableEntity>(key, "row", cancellationToken: Cancel));
    }

    [Fact]
    public async Task An_update_without_an_etag_is_refused()
    {
        var table = azurite.Tables.GetTableClient("never");

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("plan", "row"), default, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, new TableEntity("plan", "row"))], Cancel));
    }

    private static TableTransactionAction Add(TableEntity entity) => new(TableTransactionActionType.Add, entity);

    private static TableEntity Entity(string rowKey, int properties, int bytes)
    {
        var entity = new TableEntity("plan", rowKey);
        for (var n = 0; n < properties; n++)
            entity[$"P{n}"] = new byte[bytes];
        return entity;
    }
}
