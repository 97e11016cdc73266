using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class EntityLimitsTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_property_may_take_64_KiB_and_not_two_bytes_more()
    {
        var table = await azurite.NewTableAsync();
        var largest = new TableEntity("plan", "row") { ["Text"] = new string('é', 32 * 1024), ["Bytes"] = new byte[64 * 1024] };
        EntityLimits.Check(largest);
        await table.AddEntityAsync(largest, Cancel);

        var stored = (await table.GetEntityAsync<TableEntity>("plan", "row", cancellationToken: Cancel)).Value;
        Assert.Equal((32 * 1024, 64 * 1024), (stored.GetString("Text").Length, stored.GetBinary("Bytes").Length));
        var larger = new TableEntity("plan", "more") { ["Text"] = new string('x', (32 * 1024) + 1) };
        Assert.Contains("Text takes 65538 bytes", Refusal(larger), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_may_take_nearly_1_MiB_and_not_more()
    {
        var table = await azurite.NewTableAsync();
        EntityLimits.Check(Entity("row", 15, 63 * 1024));
        await table.AddEntityAsync(Entity("row", 15, 63 * 1024), Cancel);

        Assert.Contains("the limit is 1048576", Refusal(Entity("more", 16, 64 * 1024)), StringComparison.Ordinal);
        Assert.Contains("the limit is 252", Refusal(Entity("many", 253, 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    public void A_key_with_a_character_that_the_service_refuses_is_named(string key)
    {
        Assert.Contains("U+", Refusal(new TableEntity("plan", key)), StringComparison.Ordinal);
        Assert.Contains("U+", Refusal(new TableEntity(key, "row")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("State@odata.type")]
    [InlineData("a b")]
    public void A_property_name_that_the_service_refuses_is_refused(string name) =>
        Assert.Contains("letters", Refusal(new TableEntity("plan", "row") { [name] = "Edm.Int64" }), StringComparison.Ordinal);

    private static string Refusal(TableEntity entity) =>
        Assert.Throws<ArgumentException>(() => EntityLimits.Check(entity)).Message;

    private static TableEntity Entity(string rowKey, int properties, int bytes)
    {
        var entity = new TableEntity("plan", rowKey);
        for (var n = 0; n < properties; n++)
            entity[$"P{n}"] = new byte[bytes];
        return entity;
    }
}
