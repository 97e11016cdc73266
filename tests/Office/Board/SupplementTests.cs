using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>A frozen pack is corrected by supplements, numbered and frozen like it.</summary>
public sealed class SupplementTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Supplements = BoardHub.Address + "/supplements";

    private static readonly Dictionary<string, string> Correction =
        new() { ["about"] = "d1", ["reason"] = "Wrong figure", ["text"] = "It is two, not three.\nSee the note." };

    private readonly BoardHub _hub = new(azurite);

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_supplement_names_the_hash_of_what_it_corrects_and_has_its_own()
    {
        var frozen = await _hub.FreezeAsync();
        var pack = await _hub.FileAsync("pack.json");

        var (status, page) = await _hub.Secretary.SendAsync(frozen, Supplements, Correction);

        Assert.Equal(HttpStatusCode.OK, status);
        var document = await _hub.FileAsync("supplements/1.json");
        Assert.Contains(BoardHub.HashOf(document), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It is two, not three.", page.Body.TextContent, StringComparison.Ordinal);
        var json = JsonNode.Parse(document)!;
        Assert.Equal(BoardHub.HashOf(pack), json["corrects"]!.Text("hash"));
        Assert.Equal(("d1", "Wrong figure", "Ann Lee"), (json.Text("about"), json.Text("reason"), json.Text("frozenBy")));
        Assert.Equal(pack, await _hub.FileAsync("pack.json"));
    }

    [Fact]
    public async Task Sent_twice_it_is_one_and_another_persons_is_told()
    {
        var frozen = await _hub.FreezeAsync();
        await _hub.Secretary.SendAsync(frozen, Supplements, Correction);

        var (again, _) = await _hub.Secretary.SendAsync(frozen, Supplements, Correction);
        var (other, page) = await _hub.Secretary.SendAsync(frozen, Supplements, new(Correction) { ["text"] = "Another matter" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (again, other));
        Assert.Equal("Another matter", page.GetElementById("text")!.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await _hub.Secretary.SendAsync(page, Supplements)).Status);
        Assert.Contains("Another matter", JsonNode.Parse(await _hub.FileAsync("supplements/2.json"))!.Text("text"),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _hub.Secretary.GetAsync($"{Supplements}/3.json")).Status);
    }

    [Theory]
    [InlineData("reason")]
    [InlineData("text")]
    public async Task Without_reason_or_text_nothing_is_stored(string field)
    {
        var (status, page) =
            await _hub.Secretary.SendAsync(await _hub.FreezeAsync(), Supplements, new(Correction) { [field] = " " });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{field}-error"));
        Assert.Equal(HttpStatusCode.NotFound, (await _hub.Secretary.GetAsync($"{Supplements}/1.json")).Status);
    }

    [Fact]
    public async Task A_draft_has_no_supplements()
    {
        var frozen = await _hub.FreezeAsync();

        var (status, _) =
            await _hub.Secretary.PostAsync($"{BoardHub.NextAddress}/supplements",
                Visitor.Fields(frozen, Supplements, Correction));

        Assert.Equal(HttpStatusCode.NotFound, status);
    }
}
