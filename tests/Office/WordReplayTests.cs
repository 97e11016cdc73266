using System.Net;
using AngleSharp.Html.Dom;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>One press gives a partner a word and reads again what was refused for it.</summary>
public sealed class WordReplayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Sender _partner = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Action => $"/office/partners/{_partner.Id}/words";

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 20))).EnsureSuccessStatusCode();
        _partner = await UpdatesHub.NewPartnerAsync(_app);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Adds_the_word_and_replays_all_14_and_tells_what_became_of_each()
    {
        for (var n = 1; n <= 14; n++)
            await RefuseAsync(n, n % 2 == 0 ? "Puce" : "puce");
        await RefuseAsync(15, "mauve");
        var page = await _visitor.OpenAsync("/office/refused");

        Assert.Contains(
            page.QuerySelectorAll("button"),
            b => b.TextContent.EndsWith($"to {_partner.Id}’s words and replay all 14", StringComparison.Ordinal));
        var (status, answer) = await SendAsync(page, "puce", "health:OffTrack");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(14, answer.QuerySelectorAll("main li strong").Count(s => s.TextContent == "stored"));
        Assert.Equal(14, (await _app.Plans.FindAsync("town", Stop))!.Items.Count(i => i.State.Health == Health.OffTrack));
        Assert.Equal(1, (await _app.Get<Quarantine>().WaitingAsync(Stop)).Count);
        Assert.Equal(HttpStatusCode.OK, (await _partner.SignedAsync(Update(16, "puce"), "m16")).StatusCode);
    }

    [Fact]
    public async Task What_has_another_fault_stays_refused_and_is_named()
    {
        await _partner.SignedAsync(
            new { plan = "town", deliverable = "d1", asAt = "2022-05-20T09:00:00Z", health = "puce", percentComplete = 140 },
            "m1");
        await RefuseAsync(2, "puce");

        var (_, answer) = await SendAsync(await _visitor.OpenAsync("/office/refused"), "puce", "lifecycle:Paused");

        Assert.Equal(
            ["still refused", "stored"],
            answer.QuerySelectorAll("main li strong").Select(s => s.TextContent.Split(':')[0]).Order());
        Assert.Equal(Lifecycle.Paused, (await _app.Plans.FindItemAsync("town", "d2", Stop))!.Item.State.Lifecycle);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("health:puce", HttpStatusCode.BadRequest)]
    public async Task Asks_what_the_word_means(string meaning, HttpStatusCode expected)
    {
        await RefuseAsync(1, "puce");

        var (status, page) = await SendAsync(await _visitor.OpenAsync("/office/refused"), "puce", meaning);

        Assert.Equal(expected, status);
        Assert.Contains(
            "Choose what the word means", page.QuerySelector(".govuk-error-message")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (await _app.Get<Quarantine>().WaitingAsync(Stop)).Count);
    }

    [Fact]
    public async Task The_second_press_changes_nothing_and_another_meaning_is_refused()
    {
        await RefuseAsync(1, "puce");
        var page = await _visitor.OpenAsync("/office/refused");
        await SendAsync(page, "puce", "health:AtRisk");

        Assert.Contains(
            "Nothing that has it is refused any more",
            (await SendAsync(page, "puce", "health:AtRisk")).Page.Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(page, "puce", "health:OnTrack")).Status);
        Assert.Equal(Health.AtRisk, (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Health);
    }

    private static object Update(int n, string health) =>
        new { plan = "town", deliverable = $"d{n}", asAt = "2022-05-20T09:00:00Z", health };

    private Task RefuseAsync(int n, string health) => _partner.SignedAsync(Update(n, health), $"m{n}");

    private Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(IHtmlDocument page, string word, string meaning)
    {
        var form = Assert.Single(
            page.Forms,
            f =>
                f.GetAttribute("action") == Action
                    && word.Equals(
                        f.QuerySelector("input[name=word]")?.GetAttribute("value"), StringComparison.OrdinalIgnoreCase));
        var fields = form.QuerySelectorAll("input").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        fields["meaning"] = meaning;
        return _visitor.PostAsync(Action, fields);
    }
}
