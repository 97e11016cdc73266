using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class MidnightTests(AzuriteFixture azurite)
{
    private const int Others = 3_000;
    private static readonly DateOnly Later = new(2022, 7, 1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Midnight_over_3000_plans_asks_for_those_that_change_by_themselves()
    {
        var account = azurite.NewAccount();
        var calendar = new SnapshotCalendar { Now = new(2022, 5, 24, 21, 0, 0, TimeSpan.Zero) };
        await using var app = await calendar.StartAppAsync(azurite, account);
        foreach (var plan in (string[])["dated1", "dated2"])
        {
            var item = new { id = "d1", title = "Homes", timescale = "by 30 May 2022" };
            var entered = new
            {
                id = plan,
                title = "Dated",
                status = "adopted",
                referenceDate = "2022-05-01",
                items = new[] { item },
            };
            (await app.Office.PutJsonAsync($"api/plans/{plan}", entered)).EnsureSuccessStatusCode();
        }

        await app.Get<SnapshotJob>().RunAsync(Stop);
        await SettleAsync(app);
        calendar.Now = LondonTime.At(new(2022, 5, 31), TimeOnly.MinValue);

        using var requests = new StorageRequests(account);
        await app.Get<SnapshotJob>().RunAsync(Stop);

        // Hints, the day, its entries struck, the mark; and each of the two is looked at, published, and perhaps hinted still.
        Assert.InRange(requests.All.Count, 10, 100);
        foreach (var plan in (string[])["dated1", "dated2"])
            Assert.Equal(1, (int)(await app.JsonFileAsync($"{plan}/latest.json"))["totals"]!["overdue"]!);
        Assert.Equal(
            Others,
            (await app.Get<IPublishingDiary>().UntilAsync(Later, Stop)).Count(e =>
                e.Plan.StartsWith("other", StringComparison.Ordinal)));
    }

    /// <summary>Rows as plans have them that were published and do not change by themselves before July.</summary>
    private static async Task SettleAsync(HubApp app)
    {
        var names = Enumerable.Range(0, Others).Select(n => $"other{n:D4}").ToList();
        var head = PublicationHead.None with
        {
            EvaluatedOn = new(2022, 5, 24),
            NextDay = Later,
            Format = PublicationHead.CurrentFormat,
        };
        var chain = app.Get<IPublicationChain>();
        await names.AskAsync(16, (plan, token) => chain.TryNoteAsync(plan, new(null, [], null), head, token), Stop);
        await AddAsync(TablePlanStore.TableName, names.Select(plan => new TableEntity("|plans", plan)));
        await AddAsync(
            TablePublishingDiary.TableName,
            names.Select(plan => new TableEntity("day", $"{Later:yyyy-MM-dd}|{plan}")));

        async Task AddAsync(string table, IEnumerable<TableEntity> rows)
        {
            var client = app.Storage.Tables.GetTableClient(table);
            foreach (var some in rows.Chunk(100))
                await client.SubmitTransactionAsync(
                    some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
                    Stop);
        }
    }
}
