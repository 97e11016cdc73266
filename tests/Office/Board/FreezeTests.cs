using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Office;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>A pack is made from what is stored until it is frozen: once, with its hash, time and person, and never
/// changed.</summary>
public sealed class FreezeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly BoardHub _hub = new(azurite);

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_draft_follows_the_plan_and_a_frozen_pack_stays_to_the_byte()
    {
        Assert.Contains("This is a draft", (await _hub.Secretary.OpenAsync(BoardHub.Address)).Body!.TextContent,
            StringComparison.Ordinal);
        await _hub.ReportTroubleAsync();
        Assert.Contains("The builder is ill.", (await _hub.Secretary.OpenAsync(BoardHub.Address)).Body!.TextContent,
            StringComparison.Ordinal);

        var frozen = await _hub.FreezeAsync();
        var document = await _hub.FileAsync("pack.json");
        await _hub.ReportAsync("d1", "2022-05-23T09:00:00Z", "onTrack", "All is well.");
        var later = await _hub.Deputy.OpenAsync(BoardHub.Address);

        Assert.Equal(BoardHub.HashOf(document), frozen.GetElementById("hash")!.TextContent);
        Assert.Equal(document, await _hub.FileAsync("pack.json"));
        Assert.Contains("Verified", later.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The builder is ill.", later.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("All is well.", later.Body.TextContent, StringComparison.Ordinal);
        var json = JsonNode.Parse(document)!;
        Assert.Equal("Ann Lee", json.Text("frozenBy"));
        Assert.StartsWith("2022-05-24T", json.Text("frozenAt"), StringComparison.Ordinal);
        Assert.Equal(document,
            HubFunctions.Snapshots.CanonicalJson.WriteElement(System.Text.Json.JsonDocument.Parse(document).RootElement));
    }

    [Fact]
    public async Task A_draft_is_opened_for_a_day_as_people_type_it()
    {
        var page = await _hub.Secretary.OpenAsync("/office/plans/town/packs?board=23+June+2022");

        Assert.Contains("23 June 2022", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_people_who_freeze_at_once_one_does_and_both_see_the_same_pack()
    {
        var (mine, theirs) = (await _hub.Secretary.OpenAsync(BoardHub.Address), await _hub.Deputy.OpenAsync(BoardHub.Address));

        var answers =
            await Task.WhenAll(_hub.Secretary.SendAsync(mine, BoardHub.Address), _hub.Deputy.SendAsync(theirs, BoardHub.Address));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(answers.Select(a => a.Page.GetElementById("hash")!.TextContent).Distinct());
        Assert.Single(await PacksAsync());
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_freezes_one_pack()
    {
        var page = await _hub.Secretary.OpenAsync(BoardHub.Address);
        var (_, first) = await _hub.Secretary.SendAsync(page, BoardHub.Address);

        var (status, again) = await _hub.Secretary.SendAsync(page, BoardHub.Address);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The pack was frozen already", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(first.GetElementById("hash")!.TextContent, again.GetElementById("hash")!.TextContent);
        Assert.Single(await PacksAsync());
    }

    [Fact]
    public async Task A_pack_whose_answer_from_storage_got_lost_is_frozen_once_and_says_so()
    {
        var page = await _hub.Secretary.OpenAsync(BoardHub.Address);
        var lost = 0;
        _hub.AtOne.Decide = m =>
            m.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1
            ? Fate.LostAfter : Fate.Delivered;

        var (status, answer) = await _hub.Secretary.SendAsync(page, BoardHub.Address);
        _hub.AtOne.Decide = null;

        Assert.True(lost > 1);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("The pack is frozen.", answer.Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(await PacksAsync());
    }

    [Fact]
    public async Task What_changed_since_somebody_looked_is_shown_and_not_frozen()
    {
        var page = await _hub.Secretary.OpenAsync(BoardHub.Address);
        await _hub.ReportTroubleAsync();

        var (status, answer) = await _hub.Secretary.SendAsync(page, BoardHub.Address);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("The pack has changed since you opened it", answer.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The builder is ill.", answer.Body.TextContent, StringComparison.Ordinal);
        Assert.Empty(await PacksAsync());
        Assert.Equal(HttpStatusCode.OK, (await _hub.Secretary.SendAsync(answer, BoardHub.Address)).Status);
    }

    [Fact]
    public async Task A_large_pack_lies_over_several_rows_and_hashes_as_a_whole()
    {
        var packs = _hub.App.Get<TablePacks>();
        var board = new DateOnly(2022, 7, 1);
        var document = new byte[2_000_000];
        new Random(5).NextBytes(document);
        var hash = BoardHub.HashOf(document);
        var head = new PackHead(board, 0, hash, hash, DateTimeOffset.UnixEpoch, "Ann", [], "");

        Assert.True(await packs.FreezeAsync("town", new(head, document), new([], false, null), null, BoardHub.Stop));

        var found = (await packs.FindAsync("town", board, 0, BoardHub.Stop))!;
        Assert.Equal((document.Length, true, 4), (found.Document.Length, found.IsWhole, found.Rows));
        Assert.Single(await PacksAsync());
        Assert.False(PackEntities.Fits(System.Security.Cryptography.RandomNumberGenerator.GetBytes(2_600_000)));
    }

    [Theory]
    [InlineData("/office/plans/none/packs")]
    [InlineData("/office/plans/none/packs/2022-06-22")]
    [InlineData("/office/plans/town/packs/soon")]
    [InlineData("/office/plans/town/packs/9999-12-31")]
    [InlineData("/office/plans/town/packs/2022-06-22/pack.pdf")]
    [InlineData("/office/plans/town/packs/2022-06-22/supplements/1.json")]
    public async Task What_is_not_there_is_said_on_a_page(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _hub.Secretary.GetAsync(address)).Status);

    [Fact]
    public async Task The_Board_page_leads_to_drafts_and_frozen_packs_and_takes_another_day()
    {
        await _hub.FreezeAsync();

        var page = await _hub.Secretary.OpenAsync("/office/board");
        var links = page.QuerySelectorAll(".office-card a").Select(a => a.GetAttribute("href"));
        Assert.Equal([BoardHub.NextAddress, BoardHub.Address, "/office/plans/town/packs"], links);

        var other = await _hub.Secretary.OpenAsync("/office/plans/town/packs?board=2022-07-05");
        Assert.Equal("Board pack, 5 July 2022", other.QuerySelector("h1")!.TextContent);
        var (status, wrong) = await _hub.Secretary.GetAsync("/office/plans/town/packs?board=5+July");
        Assert.Equal((HttpStatusCode.BadRequest, true), (status, wrong.GetElementById("board-error") is not null));
    }

    private Task<IReadOnlyList<PackHead>> PacksAsync() => _hub.App.Get<TablePacks>().ListAsync("town", BoardHub.Stop);
}
