using System.Text;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>A text that is erased is in no pack, draft or supplement any more, and the pack says so.</summary>
public sealed class PackErasureTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Trace = "Millicent";

    private readonly BoardHub _hub = new(azurite);

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_pack_loses_the_text_keeps_its_hash_and_says_that_it_was_erased()
    {
        await _hub.ReportAsync("d1", "2022-05-20T09:00:00Z", "offTrack", $"{Trace} is ill.");
        await _hub.DecideAsync($"Thank {Trace}");
        await _hub.DecideAsync($"Thank {Trace}\nClose the square", BoardHub.NextAddress);
        var frozen = await _hub.FreezeAsync();
        await _hub.Secretary.SendAsync(frozen, $"{BoardHub.Address}/supplements",
            new() { ["reason"] = "Wrong name", ["text"] = $"Not {Trace}." });

        await EraseAsync();

        var page = await _hub.Secretary.OpenAsync(BoardHub.Address);
        var document = await _hub.FileAsync("pack.json");
        foreach (var file in (string[])["pack.json", "pack.csv", "supplements/1.json"])
            Assert.DoesNotContain(Trace, Encoding.UTF8.GetString(await _hub.FileAsync(file)), StringComparison.Ordinal);
        Assert.DoesNotContain(Trace, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(frozen.GetElementById("hash")!.TextContent, page.GetElementById("hash")!.TextContent);
        Assert.Contains("Erased in part", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains(BoardHub.HashOf(document), page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("=Open the path", page.Body.TextContent, StringComparison.Ordinal);
        var next = await _hub.Secretary.OpenAsync(BoardHub.NextAddress);
        Assert.Equal("Close the square", next.GetElementById("decisions")!.TextContent);
        Assert.DoesNotContain(Trace, next.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_was_read_before_is_frozen_no_more()
    {
        await _hub.ReportAsync("d1", "2022-05-20T09:00:00Z", null, $"{Trace} is ill.");
        var packs = _hub.App.Get<HubFunctions.Office.TablePacks>();
        var before = await packs.LastAsync("town", BoardHub.Stop);
        var composed =
            await _hub.App.Get<HubFunctions.Office.PackComposer>().ComposeAsync("town", new(2022, 6, 22), BoardHub.Stop);
        await EraseAsync();

        var bytes = HubFunctions.Office.PackHash.Write(composed!.Pack);
        var head = new HubFunctions.Office.PackHead(new(2022, 6, 22), 0, "", "", DateTimeOffset.UnixEpoch, "", [], "");

        Assert.False(await packs.FreezeAsync("town", new(head, bytes), composed.Draft, before, BoardHub.Stop));
        Assert.Empty(await packs.ListAsync("town", BoardHub.Stop));
        await _hub.FreezeAsync();
        Assert.DoesNotContain(Trace, Encoding.UTF8.GetString(await _hub.FileAsync("pack.json")), StringComparison.Ordinal);
    }

    private async Task EraseAsync() => (await _hub.App.Office.PostJsonAsync(
        "/api/plans/town/erasures",
            new WantedErasure { Item = "d1", Field = "summary", Text = Trace, Reason = "Asked for." })).EnsureSuccessStatusCode();
}
