using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using HubFunctions.Plans;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Soak;

/// <summary>A checker that finds nothing proves nothing: what is spoilt here on purpose it must count.</summary>
public sealed class SoakCheckerTests(UpdatesHub hub) : IClassFixture<UpdatesHub>, IAsyncLifetime
{
    private static int _plans;
    private readonly string _plan = $"soak{Interlocked.Increment(ref _plans)}";
    private readonly SoakFacts _facts = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HubApp App => hub.App;

    private TableClient Table => App.Storage.Tables.GetTableClient("HubPlans");

    private BlobContainerClient Files => App.Storage.Blobs.GetBlobContainerClient("snapshots");

    private string Address => $"someone@{_plan}.example";

    public async ValueTask InitializeAsync()
    {
        await App.PutAsync(_plan, 2);
        _facts.Titles[_plan] = "A plan";
        _facts.Secrets.Add(Address);
        for (var n = 1; n <= 2; n++)
        {
            var asAt = new DateTimeOffset(2022, 5, n, 0, 0, 0, TimeSpan.Zero);
            var update = new Update
            {
                Plan = _plan,
                Deliverable = "d1",
                AsAt = asAt,
                Lifecycle = Lifecycle.InProgress,
                Health = Health.OnTrack,
                Summary = $"update {n}",
            };
            _facts.Sent("update", _plan, "d1", update.Summary);
            await App.ReportAsync(update);
            _facts.Acknowledged(update.Summary);
            await App.PublishAsync(_plan);
        }
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Finds_nothing_in_a_sound_hub()
    {
        var verdict = await CheckAsync();

        Assert.True(verdict.IsClean, string.Join('\n', verdict.Faults));
        Assert.Equal((2, 2), (verdict["update"].Looked, verdict["snapshot"].Looked));
    }

    [Fact]
    public async Task Counts_a_lost_update()
    {
        await Table.DeleteEntityAsync(_plan, History(3), cancellationToken: Stop);

        Assert.Equal(1, (await CheckAsync())["update"].Lost);
    }

    [Fact]
    public async Task Counts_a_doubled_update()
    {
        TableEntity row = await Table.GetEntityAsync<TableEntity>(_plan, History(3), cancellationToken: Stop);
        row.RowKey = History(4);
        await Table.AddEntityAsync(row, Stop);

        Assert.Equal(1, (await CheckAsync())["update"].Doubled);
    }

    [Fact]
    public async Task Counts_a_state_that_the_newest_report_does_not_give()
    {
        TableEntity row = await Table.GetEntityAsync<TableEntity>(_plan, "item|d1", cancellationToken: Stop);
        row["State"] = row.GetString("State").Replace("update 2", "update 1", StringComparison.Ordinal);
        await Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Stop);

        var verdict = await CheckAsync();

        Assert.Equal((1, 1), (verdict["item"].Wrong, verdict["public item"].Wrong));
    }

    [Fact]
    public async Task Counts_a_break_in_the_chain()
    {
        var history = Files.GetBlobsAsync(new() { Prefix = $"{_plan}/history/" }, Stop).Select(b => b.Name);
        await Files.DeleteBlobAsync(await history.Order().FirstAsync(Stop), cancellationToken: Stop);

        Assert.Equal(1, (await CheckAsync())["snapshot"].Lost);
    }

    [Fact]
    public async Task Counts_an_address_in_a_published_file()
    {
        await Files.UploadBlobAsync($"{_plan}/more.txt", BinaryData.FromString($"Ask {Address}."), Stop);

        Assert.Equal(1, (await CheckAsync())["public file"].Leaked);
    }

    [Fact]
    public async Task Counts_a_mail_that_never_went_and_one_that_went_to_two_people()
    {
        foreach (var to in (string[])["a@soak.example", "b@soak.example"])
            _facts.Mails.Enqueue(new TakenMail(to, "<one@hub>", "Text"));

        _facts.ExpectedMails.Add(new("a@soak.example", "A promise"));

        var verdict = await CheckAsync();

        Assert.Equal((1, 1), (verdict["mail"].Lost, verdict["mail"].Wrong));
    }

    private static string History(long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"hist|d1|{9_999_999_999 - sequence:D10}");

    private Task<SoakVerdict> CheckAsync() => SoakChecker.RunAsync(App.StateConnection(), _facts, Stop);
}
