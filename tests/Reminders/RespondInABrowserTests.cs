using System.Net.Http.Json;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Reminders;

public sealed class RespondInABrowserTests(AzuriteFixture azurite, BrowserFixture browser) : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly RecordingMailer _mailer = new();
    private HubApp _app = null!;
    private string _link = "";

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, services: s => s.Replace(ServiceDescriptor.Singleton<IMailer>(_mailer)));
        foreach (var (plan, items) in SamplePlans.Read().Where(p => p.Plan.Id == "kirklees"))
        {
            var body = new { plan.Id, plan.Title, plan.ReferenceDate, plan.Owners, Items = items.Select(i => i.Definition) };
            (await _app.Office.PutAsJsonAsync("/api/plans/kirklees", body, HubJson.Options, Stop)).EnsureSuccessStatusCode();
        }

        (await _app.Office.PostAsync("/api/reminders?asOf=2022-05-24T08:00:00Z", null, Stop)).EnsureSuccessStatusCode();
        var text = _mailer.Sent.Single(m => m.To == "m.khan@kirklees.example").Text;
        var from = text.IndexOf("/api/respond/", StringComparison.Ordinal);
        _link = new Uri(_app.Anyone.BaseAddress!, text[from..text.IndexOf('\n', from)]).AbsoluteUri;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(1200, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Every_page_of_an_answer_meets_WCAG_and_fits_the_screen(int width, ColorScheme scheme)
    {
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
                ColorScheme = scheme,
            });
        var page = await context.NewPageAsync();
        await page.GotoAsync(_link);
        await CheckAsync(page, "Answer your reminder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await CheckAsync(page, "Error: Answer your reminder");
        await page.GetByLabel("Needs help").First.CheckAsync();
        await page.Locator("#summary-0-needs-help").FillAsync("The builder starts in June");
        await CheckAsync(page, "Error: Answer your reminder");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await CheckAsync(page, "Check your answer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await CheckAsync(page, "Thank you");
    }

    [Theory]
    [InlineData(640)]
    [InlineData(360)]
    public async Task The_mail_meets_WCAG_and_fits_the_screen(int width)
    {
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
            });
        var page = await context.NewPageAsync();
        var mail = _mailer.Sent.Single(m => m.To == "m.khan@kirklees.example");
        await page.SetContentAsync(mail.Html);
        await CheckAsync(page, "8 deliverables need an answer from you");
    }

    [Fact]
    public async Task The_questions_of_an_answer_stand_between_it_and_the_next()
    {
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new()
            {
                JavaScriptEnabled = false,
                ViewportSize = new() { Width = 360, Height = 800 },
            });
        var page = await context.NewPageAsync();
        await page.GotoAsync(_link);
        Assert.False(await page.Locator("#forecast-0-late").IsVisibleAsync());
        await page.Locator("input[name=answer-0][value=late]").CheckAsync();

        async Task<float> TopAsync(string element) => (await page.Locator(element).BoundingBoxAsync())!.Y;
        var chosen = await TopAsync("input[name=answer-0][value=late]");
        var next = await TopAsync("input[name=answer-0][value=done]");
        Assert.InRange(await TopAsync("#forecast-0-late"), chosen, next);
        Assert.InRange(await TopAsync("#summary-0-late"), chosen, next);
        Assert.False(await page.Locator("#summary-0").IsVisibleAsync());
    }

    [Fact]
    public async Task An_answer_needs_no_script()
    {
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new()
            {
                JavaScriptEnabled = false,
                ViewportSize = new() { Width = 360, Height = 800 },
            });
        var page = await context.NewPageAsync();
        await page.GotoAsync(_link);
        await page.Locator("input[name=answer-0][value=on-track]").CheckAsync();
        await page.Locator("#summary-0").FillAsync("First cohort in June");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        Assert.Equal("First cohort in June", await page.Locator("#summary-0").InputValueAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        Assert.Contains("own-", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal("First cohort in June", (await _app.Plans.FindItemAsync("kirklees", "6.4", Stop))!.Item.State.Summary);
    }

    private static async Task CheckAsync(IPage page, string title)
    {
        Assert.Equal(title, await page.TitleAsync());
        Assert.Empty(await page.AxeAsync());
        Assert.Equal(
            0,
            await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }
}
