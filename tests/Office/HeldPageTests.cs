using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Office;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>A text that is held back is released, redacted or sent back on a page, by the code that the API uses.</summary>
public sealed class HeldPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Private = "The path is open. Ring Jo on 07700 900123 for a key.";

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 2))).EnsureSuccessStatusCode();
        var partner = await UpdatesHub.NewPartnerAsync(_app);
        (await partner.SignedAsync(
                new
                {
                    plan = "town",
                    deliverable = "d1",
                    asAt = "2022-05-20T09:00:00Z",
                    summary = Private,
                },
                "m1")).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Shows_the_text_with_what_is_wrong_marked_and_leads_to_the_decision()
    {
        var list = await _visitor.OpenAsync("/office/held");

        Assert.Equal("07700 900123", Assert.Single(list.QuerySelectorAll("mark")).TextContent);
        Assert.Contains("This looks like a phone number.", list.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Private, (await _visitor.OpenAsync(await DecisionAsync())).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "The path is open.", "Redacted", "The path is open.")]
    [InlineData("reason", "A public helpline.", "Released", null)]
    [InlineData("message", "Please leave the number out.", "Returned", null)]
    public async Task Stores_each_of_the_three_decisions(string field, string words, string outcome, string? shown)
    {
        var address = await DecisionAsync();
        var (status, after) = await _visitor.PostAsync(address, await FieldsAsync(address, field, words));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("No text is held back.", after.Body!.TextContent, StringComparison.Ordinal);
        var decision = Assert.Single((await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Decisions!);
        Assert.Equal((outcome, shown), (decision.Outcome.ToString(), decision.Text));
        Assert.Equal(shown is null ? words : null, decision.Message);
    }

    [Theory]
    [InlineData("text", "Ring 07700 900123.")]
    [InlineData("text", "")]
    [InlineData("reason", " ")]
    [InlineData("message", "")]
    public async Task Says_beside_the_field_what_is_wrong_and_keeps_what_was_entered(string field, string words)
    {
        var address = await DecisionAsync();
        var (status, page) = await _visitor.PostAsync(address, await FieldsAsync(address, field, words));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.NotNull(page.GetElementById($"{field}-error"));
        Assert.Equal(words.Trim(), page.GetElementById(field)!.TextContent.Trim());
        Assert.Null((await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Decisions);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told()
    {
        var address = await DecisionAsync();
        var mine = await FieldsAsync(address, "text", "The path is open.");
        using var other = await Visitor.SignedInAsync(_app);
        var theirs = Visitor.Fields(await other.OpenAsync(address), address, "reason", "Public.");
        await other.PostAsync(address, theirs);

        var (status, page) = await _visitor.PostAsync(address, mine);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("Somebody decided on it already", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            "Released",
            Assert.Single((await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Decisions!).Outcome.ToString());
    }

    [Fact]
    public async Task A_reader_sees_it_and_can_change_nothing()
    {
        var address = await DecisionAsync();
        var reader = await _app.Get<TableSessions>().AddAsync(SessionRole.Reader, "Rita", null, HubApp.AdminKey, Stop);
        using var visitor = new Visitor(_app);
        visitor.Use(reader);
        Assert.Empty((await visitor.OpenAsync(address)).QuerySelectorAll("textarea"));

        var (status, _) = await visitor.PostAsync(
            address, new() { ["reason"] = "Public.", [FormTokens.Field] = _app.Get<FormTokens>().Of(reader, "DecideHeldText") });

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Null((await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Decisions);
    }

    [Theory]
    [InlineData("Nothing is wrong here.", "")]
    [InlineData("Write to jo@example.org, please.", "jo@example.org,")]
    [InlineData("07700 900123", "07700 900123")]
    [InlineData("", "")]
    public void Marks_the_smallest_run_of_words_that_is_held(string text, string marked)
    {
        var span = HeldSpan.Of(text);

        Assert.Equal(marked, span.Marked);
        Assert.Equal(text, span.Before + span.Marked + span.After);
    }

    private async Task<string> DecisionAsync() =>
        Assert.Single((await _visitor.OpenAsync("/office/held")).QuerySelectorAll(".office-card a")).GetAttribute("href")!;

    private async Task<Dictionary<string, string>> FieldsAsync(string address, string field, string words) =>
        Visitor.Fields(await _visitor.OpenAsync(address), address, field, words);
}
