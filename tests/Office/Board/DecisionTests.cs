using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Decisions are entered in the draft, stand in the frozen pack, and become actions of the plan once.</summary>
public sealed class DecisionTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Decisions = BoardHub.Address + "/decisions";
    private const string Actions = BoardHub.Address + "/actions";

    private readonly BoardHub _hub = new(azurite);

    public ValueTask InitializeAsync() => _hub.InitializeAsync();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Decisions_are_kept_and_frozen_with_the_pack()
    {
        await _hub.DecideAsync("Agree a second builder\r\n\r\n  Close  the square <b>\r\n");
        var draft = await _hub.Deputy.OpenAsync(BoardHub.Address);
        Assert.Equal("Agree a second builder\nClose the square <b>", draft.GetElementById("decisions")!.TextContent);

        var frozen = await _hub.FreezeAsync();

        Assert.Contains("Decision 2: Close the square <b>", frozen.Body!.TextContent, StringComparison.Ordinal);
        var decisions = JsonNode.Parse(await _hub.FileAsync("pack.json"))!["decisions"]!.AsArray();
        Assert.Equal(["Agree a second builder", "Close the square <b>"], decisions.Select(d => d!.Text("text")));
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_keeps_what_was_entered()
    {
        var (mine, theirs) = (await _hub.Secretary.OpenAsync(BoardHub.Address), await _hub.Deputy.OpenAsync(BoardHub.Address));
        await _hub.Deputy.SendAsync(theirs, Decisions, new() { ["decisions"] = "Theirs" });

        var (status, page) = await _hub.Secretary.SendAsync(mine, Decisions, new() { ["decisions"] = "Mine" });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("Mine", page.GetElementById("decisions")!.TextContent);
        Assert.Contains("Decision 1: Theirs", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK,
            (await _hub.Secretary.SendAsync(page, Decisions, new() { ["decisions"] = "Mine" })).Status);
    }

    [Fact]
    public async Task Nothing_is_added_to_the_decisions_of_a_frozen_pack()
    {
        var page = await _hub.Deputy.OpenAsync(BoardHub.Address);
        await _hub.FreezeAsync();
        var document = await _hub.FileAsync("pack.json");

        var (status, _) = await _hub.Deputy.SendAsync(page, Decisions, new() { ["decisions"] = "Late" });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(document, await _hub.FileAsync("pack.json"));
    }

    [Theory]
    [InlineData(31, 10)]
    [InlineData(1, 501)]
    public async Task More_than_a_pack_takes_is_said_beside_the_field(int lines, int length)
    {
        var text =
            string.Join('\n', Enumerable.Range(1, lines)
                .Select(n => $"{n} {new string('a', length - 3)}bc"[..Math.Max(length, 5)]));

        var (status, page) =
            await _hub.Secretary.SendAsync(await _hub.Secretary.OpenAsync(BoardHub.Address), Decisions,
                new() { ["decisions"] = text });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById("decisions-error"));
        Assert.Equal(text, page.GetElementById("decisions")!.TextContent);
    }

    [Fact]
    public async Task A_decision_becomes_one_action_that_is_reminded_like_others()
    {
        await _hub.DecideAsync("Agree a second builder");
        var frozen = await _hub.FreezeAsync();
        Dictionary<string, string> action = new()
        {
            ["title-1"] = "Ask Hill & Sons",
            ["owner-1"] = "ann",
            ["due-1"] = "2022-06-08",
        };

        var answers =
            await Task.WhenAll(_hub.Secretary.SendAsync(frozen, Actions, action),
                _hub.Secretary.SendAsync(frozen, Actions, action));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Contains("Became board-2022-06-22-1 Ask Hill & Sons, Ann Lee, due 8 June 2022",
            answers[0].Page.Body!.TextContent, StringComparison.Ordinal);
        var plan = (await _hub.App.Plans.FindAsync("town", BoardHub.Stop))!;
        Assert.Equal(["theme", "d1", "d2", "d3", "d4", "board-actions", "board-2022-06-22-1"], plan.Items.Select(i => i.Id));
        Assert.Equal(("board-actions", false), (plan.Items[^1].Definition.Parent, plan.Items[^1].Definition.Published));
        using var none = new StringContent("");
        var due = await _hub.App.Office.PostAsync("/api/reminders?asOf=2022-06-01T12:00:00Z&dryRun=true", none, BoardHub.Stop);
        Assert.Contains("board-2022-06-22-1", await due.Content.ReadAsStringAsync(BoardHub.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_with_other_words_leaves_the_action_as_it_is()
    {
        await _hub.DecideAsync("Agree a second builder");
        var frozen = await _hub.FreezeAsync();
        await _hub.Secretary.SendAsync(frozen, Actions, new() { ["owner-1"] = "ann", ["due-1"] = "2022-06-08" });

        var (_, again) =
            await _hub.Secretary.SendAsync(frozen, Actions,
                new() { ["title-1"] = "Other", ["owner-1"] = "lead", ["due-1"] = "2022-07-08" });

        Assert.Contains("The decision became an action before", again.Body!.TextContent, StringComparison.Ordinal);
        var item = (await _hub.App.Plans.FindItemAsync("town", "board-2022-06-22-1", BoardHub.Stop))!.Item;
        Assert.Equal(("Agree a second builder", "ann", 1L), (item.Definition.Title, item.Definition.Owner, item.Sequence));
    }

    [Theory]
    [InlineData("title-1", "")]
    [InlineData("owner-1", "")]
    [InlineData("owner-1", "nobody")]
    [InlineData("due-1", "8 June")]
    public async Task What_an_action_lacks_is_said_beside_the_field(string field, string value)
    {
        await _hub.DecideAsync("Agree a second builder");
        Dictionary<string, string> action = new() { ["title-1"] = "Ask", ["owner-1"] = "ann", ["due-1"] = "2022-06-08" };
        action[field] = value;

        var (status, page) = await _hub.Secretary.SendAsync(await _hub.FreezeAsync(), Actions, action);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{field}-error"));
        Assert.Null(await _hub.App.Plans.FindItemAsync("town", "board-2022-06-22-1", BoardHub.Stop));
    }
}
