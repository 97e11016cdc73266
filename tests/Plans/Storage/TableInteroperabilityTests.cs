using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class TableInteroperabilityTests(AzuriteFixture azurite)
{
    private const string Text = "O'Brien “café” 😀 100%\r\n\\ \"";
    private static readonly Guid Id = Guid.Parse("0e1c4a3e-5f6d-4b8a-9a57-9d1f3c2b1a00");
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_independent_client_reads_the_types_and_values_that_we_wrote()
    {
        var table = await azurite.NewTableAsync();
        var row = new TableEntity("o'plan", "röw 1%")
        {
            ["Text"] = Text,
            ["Yes"] = false,
            ["Int"] = -7,
            ["Long"] = long.MinValue,
            ["Double"] = 2.5,
            ["Time"] = new DateTimeOffset(2022, 5, 24, 8, 0, 0, TimeSpan.FromHours(1)).AddTicks(1),
            ["Guid"] = Id,
            ["Bytes"] = new byte[] { 0, 1, 255 },
        };
        await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, row)], Cancel);

        var read = Assert.Single(await ReadAsync(table))!;

        Assert.Equal("o'plan", (string?)read["partitionKey"]);
        Assert.Equal("röw 1%", (string?)read["rowKey"]);
        Assert.Equal(("Boolean", "false"), Typed(read["Yes"]));
        Assert.Equal(("String", Text), Typed(read["Text"]));
        Assert.Equal(("Int32", "-7"), Typed(read["Int"]));
        Assert.Equal(("Int64", "-9223372036854775808"), Typed(read["Long"]));
        Assert.Equal("Double", Typed(read["Double"]).Type);
        Assert.Equal(2.5, double.Parse(Typed(read["Double"]).Value, CultureInfo.InvariantCulture));
        Assert.Equal(("DateTime", "2022-05-24T07:00:00.0000001Z"), Typed(read["Time"]));
        Assert.Equal(("Guid", Id.ToString()), Typed(read["Guid"]));
        Assert.Equal("AAH/", Typed(read["Bytes"]).Value);
    }

    [Fact]
    public async Task We_read_the_types_and_values_that_an_independent_client_wrote()
    {
        var table = await azurite.NewTableAsync();
        var rows = new JsonArray(new JsonObject
        {
            ["partitionKey"] = "o'plan",
            ["rowKey"] = "röw 1%",
            ["Text"] = Text,
            ["Yes"] = true,
            ["Int"] = new JsonObject { ["type"] = "Int32", ["value"] = "12" },
            ["Long"] = new JsonObject { ["type"] = "Int64", ["value"] = "9007199254740993" },
            ["Double"] = new JsonObject { ["type"] = "Double", ["value"] = "2.5" },
            ["Time"] = new JsonObject { ["type"] = "DateTime", ["value"] = "2022-05-24T07:00:00.0000001Z" },
            ["Guid"] = new JsonObject { ["type"] = "Guid", ["value"] = Id.ToString() },
            ["Bytes"] = new JsonObject { ["type"] = "Binary", ["value"] = "AAH/" },
        });
        await NodeTools.RunAsync(
            "Plans/Storage/tables.mjs",
            ["write", azurite.ConnectionString, table.Name],
            rows.ToJsonString(),
            Cancel);

        var row = (await table.GetEntityAsync<TableEntity>("o'plan", "röw 1%", cancellationToken: Cancel)).Value;

        Assert.Equal(Text, row.GetString("Text"));
        Assert.True(row.GetBoolean("Yes"));
        Assert.Equal(12, row.GetInt32("Int"));
        Assert.Equal(9007199254740993, row.GetInt64("Long"));
        Assert.Equal(2.5, row.GetDouble("Double"));
        Assert.Equal(new DateTimeOffset(2022, 5, 24, 7, 0, 0, TimeSpan.Zero).AddTicks(1), row.GetDateTimeOffset("Time"));
        Assert.Equal(Id, row.GetGuid("Guid"));
        Assert.Equal([0, 1, 255], row.GetBinary("Bytes"));
    }

    private async Task<JsonArray> ReadAsync(TableClient table) =>
        JsonNode.Parse(await NodeTools.RunAsync(
            "Plans/Storage/tables.mjs", ["read", azurite.ConnectionString, table.Name], cancellationToken: Cancel))!.AsArray();

    private static (string Type, string Value) Typed(JsonNode? node) => ((string)node!["type"]!, (string)node["value"]!);
}
