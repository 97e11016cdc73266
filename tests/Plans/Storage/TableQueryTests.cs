using Azure.Data.Tables;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Plans.Storage;

public sealed class TableQueryTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_on_past_a_thousand_rows_and_across_keys_in_Unicode()
    {
        var table = await azurite.NewTableAsync();
        foreach (var batch in Enumerable.Range(0, 1150).Chunk(100))
        {
            await table.SubmitTransactionAsync(
                batch.Select(n => new TableTransactionAction(
                    TableTransactionActionType.Add,
                    new TableEntity("Łódź", $"é'{n:D5}") { ["N"] = n })),
                Cancel);
        }

        var pages = new List<int>();
        var numbers = new List<int?>();
        await foreach (var page in table.QueryAsync<TableEntity>(cancellationToken: Cancel).AsPages())
        {
            pages.Add(page.Values.Count);
            numbers.AddRange(page.Values.Select(row => row.GetInt32("N")));
        }

        Assert.Equal([1000, 150], pages);
        Assert.Equal(Enumerable.Range(0, 1150).Cast<int?>(), numbers);
    }

    [Fact]
    public async Task Continues_from_a_page_that_an_earlier_reader_ended_with()
    {
        var table = await azurite.NewTableAsync();
        foreach (var n in Enumerable.Range(0, 5))
            await table.AddEntityAsync(new TableEntity("plan", $"hist|{n}"), Cancel);

        string? token = null;
        await foreach (var page in table.QueryAsync<TableEntity>(maxPerPage: 2, cancellationToken: Cancel).AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        var rest = new List<string>();
        await foreach (var page in table.QueryAsync<TableEntity>(maxPerPage: 2, cancellationToken: Cancel).AsPages(token))
            rest.AddRange(page.Values.Select(row => row.RowKey));

        Assert.Equal(["hist|2", "hist|3", "hist|4"], rest);
    }

    [Fact]
    public async Task Finds_rows_by_values_of_every_type_with_quotes_and_Unicode()
    {
        var table = await azurite.NewTableAsync();
        var time = new DateTimeOffset(2022, 5, 24, 7, 0, 0, TimeSpan.Zero);
        var id = Guid.NewGuid();
        await table.AddEntityAsync(new TableEntity("it's", "東京") { ["Text"] = "O'Brien & 100% 'café'" }, Cancel);
        await table.AddEntityAsync(
            new TableEntity("it's", "typed")
            {
                ["Flag"] = true,
                ["Long"] = 5_000_000_000,
                ["Double"] = 2.5,
                ["Time"] = time,
                ["Guid"] = id,
            },
            Cancel);

        Assert.Equal(["東京"], await FindAsync(table, $"PartitionKey eq {"it's"} and RowKey ge {"東"}"));
        Assert.Equal(["東京"], await FindAsync(table, $"Text eq {"O'Brien & 100% 'café'"}"));
        Assert.Equal(["typed"], await FindAsync(table, $"Flag eq {true} and Long gt {4_999_999_999} and Double lt {2.75}"));
        Assert.Equal(["typed"], await FindAsync(table, $"Time ge {time} and Guid eq {id}"));
        Assert.Empty(await FindAsync(table, $"Text eq {"' or RowKey ne '"}"));
    }

    [Fact]
    public async Task Reads_only_the_properties_asked_for()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("plan", "row") { ["A"] = 1, ["B"] = 2 }, Cancel);

        await foreach (var row in table.QueryAsync<TableEntity>(select: ["RowKey", "B"], cancellationToken: Cancel))
            Assert.Equal((null, 2, "row"), (row.GetInt32("A"), row.GetInt32("B"), row.RowKey));
    }

    private static async Task<List<string>> FindAsync(TableClient table, FormattableString filter)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter), cancellationToken: Cancel))
            keys.Add(row.RowKey);
        return keys;
    }
}
