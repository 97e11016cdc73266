using AngleSharp.Html.Parser;
using Azure.Data.Tables;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Support;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Who signs up chooses the plan or a theme of it, and once a month or after each Board; the mails keep to it.</summary>
public sealed class SubscriptionChoiceTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private const string Board = "2022-05-12";

    private readonly SubscriptionRig _rig = new(azurite);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_offers_the_plan_its_themes_and_how_often_with_what_is_usual_chosen()
    {
        await using var app = await _rig.StartAsync(Board);

        var page = await FormAsync(app);

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(["The whole plan", "Housing", "Health"], Labels(page, "theme"));
        Assert.Equal(["After each meeting of the Board", "Once a month"], Labels(page, "when"));
        Assert.Equal(["", "board"], page.QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")));
    }

    [Fact]
    public async Task Without_themes_and_a_board_nothing_is_to_be_chosen_and_once_a_month_is_kept()
    {
        await using var app = await _rig.StartAsync([], themes: false, "h1", "c1");

        var page = await FormAsync(app);

        Assert.Empty(page.QuerySelectorAll("input[type=radio]"));
        Assert.Equal("monthly", page.QuerySelector("input[name=when]")!.GetAttribute("value"));
        Assert.Contains("once a month", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "board", "Homes", "Clinics", "12 March 2022")]
    [InlineData("housing", "board", "Homes", null, "12 March 2022")]
    [InlineData("health", "monthly", "Clinics", null, "1 April 2022")]
    [InlineData("", null, "Homes", "Clinics", "12 March 2022")]
    public async Task The_mail_tells_of_what_was_chosen_since_the_day_that_was_chosen(
        string theme, string? when, string told, string? alsoTold, string since)
    {
        await using var app = await _rig.StartAsync("2022-03-12", Board);
        await _rig.SignUpAsync(app, theme, when);

        await app.Get<NewsletterJob>().RunAsync(Stop);
        await app.Get<NewsletterJob>().RunAsync(Stop);

        Assert.Equal(2, _rig.Mails.Count);
        var text = _rig.Mails.Last().Text;
        Assert.Contains(since, text, StringComparison.Ordinal);
        foreach (var title in (string[])["Homes", "Clinics"])
            Assert.Equal(title == told || title == alsoTold, text.Contains(title, StringComparison.Ordinal));
        Assert.Equal(theme.Length > 0, text.Contains(", under ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Per_board_waits_for_the_first_meeting_and_monthly_does_not()
    {
        await using var app = await _rig.StartAsync("2022-06-30");
        await _rig.SignUpAsync(app, "", "board");
        await _rig.SignUpAsync(app, "", "monthly", "neighbour@example.org");
        _rig.Mails.Clear();

        await app.Get<NewsletterJob>().RunAsync(Stop);

        Assert.Equal("neighbour@example.org", Assert.Single(_rig.Mails).To);
    }

    [Fact]
    public async Task A_theme_in_which_nothing_changed_sends_nothing()
    {
        await using var app = await _rig.StartAsync([Board], themes: true, "h1");
        await _rig.SignUpAsync(app, "health", "monthly");
        _rig.Mails.Clear();

        await app.Get<NewsletterJob>().RunAsync(Stop);

        Assert.Empty(_rig.Mails);
    }

    [Fact]
    public async Task A_theme_that_left_the_plan_leaves_its_readers_with_the_whole_plan_and_says_so()
    {
        await using var app = await _rig.StartAsync(Board);
        await _rig.SignUpAsync(app, "health", "monthly");
        await SubscriptionRig.PutAsync(app, themes: false, Board);
        await app.PublishAsync("plan");
        _rig.Mails.Clear();

        await app.Get<NewsletterJob>().RunAsync(Stop);

        Assert.Contains("no longer in the plan", Assert.Single(_rig.Mails).Text, StringComparison.Ordinal);
        Assert.Contains("Homes", _rig.Mails.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_question_says_what_was_asked_for_and_one_click_still_ends_it()
    {
        await using var app = await _rig.StartAsync(Board);
        await _rig.SignUpAsync(app, "health", "monthly");
        Assert.Contains("Health, in Plan, to this address: one a month.", _rig.Mails.Single().Text, StringComparison.Ordinal);
        await app.Get<NewsletterJob>().RunAsync(Stop);

        await app.Anyone.PostAsync(_rig.Mails.Last().Unsubscribe!.PathAndQuery, null, Stop);

        Assert.Empty(await app.Get<TableSubscribers>().ListAsync("plan", Stop));
    }

    [Fact]
    public async Task A_row_of_the_version_before_gets_what_it_got()
    {
        await using var app = await _rig.StartAsync("2022-03-12", Board);
        var id = TableSubscribers.IdOf("old@example.org");
        await app.Storage.Tables.GetTableClient(TableSubscribers.TableName).AddEntityAsync(
            new TableEntity("plan", id)
            {
                ["Address"] = "old@example.org",
                ["Confirmed"] = true,
                ["AskedAt"] = Views.At,
                ["Sent"] = "",
            },
            Stop);

        await app.Get<NewsletterJob>().RunAsync(Stop);

        var text = Assert.Single(_rig.Mails).Text;
        Assert.Contains("What has changed since 12 March 2022:", text, StringComparison.Ordinal);
        Assert.Contains("Homes", text, StringComparison.Ordinal);
        Assert.Equal(Board, (await app.Get<TableSubscribers>().FindAsync("plan", id, Stop))!.Sent);
    }

    [Theory]
    [InlineData("nowhere", "board", "theme-0")]
    [InlineData("h1", "board", "theme-0")]
    [InlineData("", "daily", "when-0")]
    public async Task A_choice_that_is_none_is_said_in_the_summary_and_beside_the_field(string theme, string when, string anchor)
    {
        await using var app = await _rig.StartAsync(Board);

        using var answer = await SubscriptionRig.PostAsync(app, theme, when, "resident@example.org");

        Assert.Equal(400, (int)answer.StatusCode);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Stop), Stop);
        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.NotNull(page.GetElementById(page.QuerySelector("[role=alert] a")!.GetAttribute("href")![1..]));
        Assert.Equal($"#{anchor}", page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
        Assert.Equal("resident@example.org", page.GetElementById("email")!.GetAttribute("value"));
        Assert.Empty(_rig.Mails);
    }

    [Theory]
    [InlineData(320, ColorScheme.Light)]
    [InlineData(1200, ColorScheme.Dark)]
    public async Task The_choices_can_be_seen_and_made_in_a_browser(int width, ColorScheme scheme)
    {
        await using var app = await _rig.StartAsync(Board);
        var size = new ViewportSize { Width = width, Height = 800 };
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new() { BaseURL = app.Anyone.BaseAddress!.ToString(), ViewportSize = size, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        await page.GotoAsync("api/subscribe/plan");
        await page.GetByLabel("Your email address").FillAsync("resident");
        await page.GetByLabel("Health").CheckAsync();
        await page.GetByLabel("Once a month").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign up" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Enter an email address in the right format" }).ClickAsync();
        Assert.Equal("email", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        Assert.True(await page.GetByLabel("Health").IsCheckedAsync() && await page.GetByLabel("Once a month").IsCheckedAsync());
        Assert.Empty(await page.AxeAsync());
        Assert.False(await page.ScrollsSidewaysAsync());
        await page.ShootAsync($"sign-up-{width}");
        await page.GetByLabel("Your email address").FillAsync("resident@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign up" }).ClickAsync();

        await page.GetByText("Check your email").WaitForAsync();
        var stored = Assert.Single(await app.Get<TableSubscribers>().ListAsync("plan", Stop));
        Assert.Equal(("health", NewsletterTiming.Monthly), (stored.Theme, stored.When));
    }

    private static IEnumerable<string> Labels(AngleSharp.Html.Dom.IHtmlDocument page, string name) =>
        page.QuerySelectorAll($"input[name={name}]").Select(i => page.QuerySelector($"label[for={i.Id}]")!.TextContent);

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> FormAsync(HubApp app) =>
        await new HtmlParser().ParseDocumentAsync(await app.Anyone.GetStringAsync("api/subscribe/plan", Stop), Stop);
}
