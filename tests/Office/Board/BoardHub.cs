using System.Security.Cryptography;
using AngleSharp.Html.Dom;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Two instances of the hub over one storage account, with a plan whose Board meets on 22 June 2022, and its
/// secretary.</summary>
public sealed class BoardHub(AzuriteFixture azurite) : IAsyncLifetime
{
    public const string Address = "/office/plans/town/packs/2022-06-22";
    public const string NextAddress = "/office/plans/town/packs/2022-09-21";

    private readonly TwoHubs _hubs = new(azurite);
    private int _messages;

    public HubApp App => _hubs.One;

    internal FaultyStorage AtOne => _hubs.AtOne;

    internal Visitor Secretary { get; private set; } = null!;

    /// <summary>At the second instance.</summary>
    internal Visitor Deputy { get; private set; } = null!;

    public Sender Partner { get; private set; } = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _hubs.InitializeAsync();
        await PutAsync(Plan());
        Partner = await UpdatesHub.NewPartnerAsync(App);
        Secretary = await Visitor.SignedInAsync(App);
        Deputy = await Visitor.SignedInAsync(_hubs.Two, "Bo Day");
    }

    public async ValueTask DisposeAsync()
    {
        Secretary?.Dispose();
        Deputy?.Dispose();
        await _hubs.DisposeAsync();
    }

    /// <summary>d1 was due in March, d2 is due in December, d3 has neither date nor owner, d4 is due in March 2023.</summary>
    public static object Plan() => new
    {
        id = "town",
        title = "Town plan",
        referenceDate = "2022-03-01",
        calendar = new { board = new[] { "2022-02-23", "2022-06-22", "2022-09-21" } },
        owners = new object[] { new { id = "ann", name = "Ann Lee", email = "ann@town.example" },
            new { id = "lead", role = "Lead officer" } },
        items = new object[]
        {
            new { id = "theme", title = "Paths", level = "theme" },
            new { id = "d1", parent = "theme", title = "=Open the path", owner = "ann", timescale = "by March 2022" },
            new { id = "d2", parent = "theme", title = "Light the square", owner = "lead", timescale = "by December 2022" },
            new { id = "d3", title = "Plant trees" },
            new { id = "d4", title = "Mend the bridge", owner = "lead", timescale = "by March 2023" },
        },
    };

    public async Task PutAsync(object plan) => (await App.Office.PutJsonAsync("/api/plans/town", plan)).EnsureSuccessStatusCode();

    /// <param name="update">Fields of an update of the plan.</param>
    public async Task ReportAsync(object update) =>
        (await Partner.SignedAsync(update, $"message-{Interlocked.Increment(ref _messages)}")).EnsureSuccessStatusCode();

    public Task ReportAsync(string deliverable, string asAt, string? health, string? summary = null, string? lifecycle = null) =>
        ReportAsync(new { plan = "town", deliverable, asAt, health, summary, lifecycle });

    /// <summary>Late, in difficulty and with what is done about it.</summary>
    public Task ReportTroubleAsync() => ReportAsync(new
    {
        plan = "town",
        deliverable = "d1",
        asAt = "2022-05-20T09:00:00Z",
        lifecycle = "inProgress",
        health = "offTrack",
        summary = "The builder is ill.",
        risks = "Winter may come first.",
        next = "A second builder is asked.",
        forecast = "end of July 2022",
    });

    internal async Task<IHtmlDocument> FreezeAsync(string address = Address)
    {
        var (_, page) = await Secretary.SendAsync(await Secretary.OpenAsync(address), address);
        Assert.NotNull(page.GetElementById("hash"));
        return page;
    }

    internal async Task DecideAsync(string decisions, string address = Address) =>
        await Secretary.SendAsync(await Secretary.OpenAsync(address), $"{address}/decisions",
            new() { ["decisions"] = decisions });

    internal Task<byte[]> FileAsync(string file, string address = Address) =>
        Secretary.Client.GetByteArrayAsync($"{address}/{file}", Stop);

    internal static string HashOf(byte[] document) => Convert.ToHexStringLower(SHA256.HashData(document));
}
