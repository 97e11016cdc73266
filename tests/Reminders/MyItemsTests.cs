using System.Net;
using System.Text.RegularExpressions;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Reminders;

/// <summary>The page with all items of one person, over all plans.</summary>
public sealed partial class MyItemsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        await PutAsync("town", "adopted", "khan@council.example");
        await PutAsync("county", "adopted", "Khan@Council.example");
        await PutAsync("over", "closed", "khan@council.example");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Lists_what_is_open_in_every_plan_the_overdue_first()
    {
        var page = await _app.Anyone.GetStringAsync(Link("khan@council.example"), Stop);

        Assert.Equal(
            ["?item=county/late", "?item=town/late", "?item=county/open", "?item=town/open"],
            Item().Matches(page).Select(m => m.Groups["query"].Value));
        Assert.Contains("<h1>Your items</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_of_it_is_answered_and_leads_back()
    {
        var link = Link("khan@council.example");
        var form = await _app.Anyone.GetStringAsync(link + "?item=town/late", Stop);
        Assert.Contains("href=\"?\"", form, StringComparison.Ordinal);
        using var fields = new FormUrlEncodedContent([
            new("answer-0", "late"),
            new("forecast-0-late", "autumn 2022"),
            new("step", "send"),
        ]);
        using var answer = await _app.Anyone.PostAsync(link + "?item=town/late", fields, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Health.OffTrack, (await _app.Plans.FindItemAsync("town", "late", Stop))!.Item.State.Health);
    }

    [Theory]
    [InlineData("town/others")]
    [InlineData("town/nothing")]
    [InlineData("over/open")]
    [InlineData("none/open")]
    [InlineData("town")]
    [InlineData("../town/open")]
    public async Task An_item_that_is_not_theirs_is_not_answered(string item)
    {
        using var answer = await _app.Anyone.GetAsync($"{Link("khan@council.example")}?item={item}", Stop);
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Fact]
    public async Task A_step_that_is_done_is_said_to_be_and_its_date_is_due_no_more()
    {
        (await _app.Office.PutJsonAsync("/api/plans/begun", new
        {
            id = "begun",
            title = "Begun plan",
            status = "adopted",
            referenceDate = "2021-10-01",
            owners = new[] { new { id = "ali", name = "Ali", email = "ali@council.example" } },
            items = new[] { new { id = "clinic", title = "A clinic", owner = "ali", timescale = "Start in April 2022" } },
        })).EnsureSuccessStatusCode();
        var start = new ResponseTarget("begun", "ali", "clinic", "start", Recipient.IdentityOf("ali@council.example"));
        var link = "/api/respond/" + _app.Get<ReplyLinks>().Make(new ResponseLink([start]));
        using var fields = new FormUrlEncodedContent([new("answer-0", "done"), new("step", "send")]);
        (await _app.Anyone.PostAsync(link, fields, Stop)).EnsureSuccessStatusCode();

        var list = await _app.Anyone.GetStringAsync(Link("ali@council.example"), Stop);
        Assert.Contains("Every step with a date is done.", list, StringComparison.Ordinal);
        Assert.DoesNotContain("30 April 2022", list, StringComparison.Ordinal);
        Assert.Contains(
            "This step was marked as done on 24 May 2022.",
            await _app.Anyone.GetStringAsync(link, Stop),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_in_no_plan_has_nothing_to_do()
    {
        var page = await _app.Anyone.GetStringAsync(Link("nobody@council.example"), Stop);
        Assert.Contains("Nothing is open for you", page, StringComparison.Ordinal);
        Assert.Empty(Item().Matches(page));
    }

    [Fact]
    public async Task The_page_says_who_stands_behind_it()
    {
        var page = await _app.Anyone.GetStringAsync(Link("khan@council.example"), Stop);
        string[] said = ["Town Council", "plan@town.example", "href=\"https://town.example/privacy\"", "Amber means late"];
        Assert.All(said, words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    private string Link(string address) =>
        "/api/respond/" + _app.Get<ReplyLinks>().Make(ResponseLink.Everything(Recipient.IdentityOf(address)));

    private async Task PutAsync(string id, string status, string email) =>
        (await _app.Office.PutJsonAsync(
                $"/api/plans/{id}",
                new
                {
                    id,
                    title = $"Plan of {id}",
                    organisation = "Town Council",
                    status,
                    referenceDate = "2021-10-01",
                    publication = new
                    {
                        contact = "plan@town.example",
                        privacy = "https://town.example/privacy",
                        statuses = "Amber means late",
                    },
                    owners = new object[]
                    {
                        new
                        {
                            id = "khan",
                            name = "Councillor Khan",
                            email,
                        },
                        new { id = "lee", email = "lee@council.example" },
                    },
                    items = new object[]
                    {
                        new
                        {
                            id = "aim",
                            title = "An aim",
                            owner = "khan",
                        },
                        new
                        {
                            id = "open",
                            parent = "aim",
                            title = "Open",
                            owner = "khan",
                            timescale = "31 May 2022",
                        },
                        new
                        {
                            id = "late",
                            parent = "aim",
                            title = "Late",
                            owner = "khan",
                            timescale = "30 April 2022",
                        },
                        new
                        {
                            id = "others",
                            parent = "aim",
                            title = "Of others",
                            owner = "lee",
                            timescale = "31 May 2022",
                        },
                    },
                })).EnsureSuccessStatusCode();

    [GeneratedRegex("href=\"(?<query>\\?item=[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Item();
}
