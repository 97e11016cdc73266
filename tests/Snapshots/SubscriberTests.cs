using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HubFunctions.Tests.Snapshots;

public sealed partial class SubscriberTests(AzuriteFixture azurite, BrowserFixture browser)
{
    private readonly Post _post = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_first_sends_once_a_month_and_ends_with_one_click()
    {
        await using var app = await StartAsync();
        Assert.Equal(200, await SignUpAsync(app, "resident@example.org"));
        var question = Assert.Single(_post.Mails);
        Assert.Null(question.Unsubscribe);
        await app.Get<NewsletterJob>().RunAsync(Cancel);
        Assert.Single(_post.Mails);

        var confirm = LinkIn(question);
        Assert.Equal(200, (int)(await app.Anyone.GetAsync(confirm, Cancel)).StatusCode);
        await app.Get<NewsletterJob>().RunAsync(Cancel);
        Assert.Single(_post.Mails);
        Assert.Equal(200, (int)(await app.Anyone.PostAsync(confirm, null, Cancel)).StatusCode);
        await app.Get<NewsletterJob>().RunAsync(Cancel);
        await app.Get<NewsletterJob>().RunAsync(Cancel);
        Assert.Equal(2, _post.Mails.Count);
        var digest = _post.Mails.Last();
        Assert.Contains("Deliverable 1 (On track): Not reported → On track", digest.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("resident", digest.Unsubscribe!.ToString(), StringComparison.OrdinalIgnoreCase);

        var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        for (var i = 0; i < 2; i++)
            Assert.Equal(200, (int)(await app.Anyone.PostAsync(digest.Unsubscribe.PathAndQuery, oneClick, Cancel)).StatusCode);
        Assert.Empty(await app.Get<TableSubscribers>().ListAsync("plan", Cancel));
    }

    [Fact]
    public async Task A_mail_that_was_not_taken_is_sent_by_the_next_run()
    {
        await using var app = await StartAsync();
        await SignUpAsync(app, "resident@example.org");
        await app.Anyone.PostAsync(LinkIn(_post.Mails.Single()), null, Cancel);
        _post.Answer = new MailResult.NotTaken("away");
        await app.Get<NewsletterJob>().RunAsync(Cancel);
        _post.Answer = new MailResult.Accepted();
        await app.Get<NewsletterJob>().RunAsync(Cancel);
        await app.Get<NewsletterJob>().RunAsync(Cancel);
        Assert.Equal(3, _post.Mails.Count);
        Assert.Equal(_post.Mails.ElementAt(1).MessageId, _post.Mails.ElementAt(2).MessageId);
    }

    [Theory]
    [InlineData(320, ColorScheme.Light, ForcedColors.Active)]
    [InlineData(1200, ColorScheme.Dark, ForcedColors.None)]
    public async Task Signing_up_needs_the_keyboard_alone_and_reads_well(int width, ColorScheme scheme, ForcedColors forced)
    {
        await using var app = await StartAsync();
        await using var context = await (await browser.StartAsync()).NewContextAsync(
            new()
            {
                BaseURL = app.Anyone.BaseAddress!.ToString(),
                ViewportSize = new() { Width = width, Height = 800 },
                ColorScheme = scheme,
                ForcedColors = forced,
            });
        var page = await context.NewPageAsync();
        await page.GotoAsync("api/subscribe/plan");
        await CheckAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("resident@example.org");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Check your email").WaitForAsync();
        await CheckAsync();

        await page.GotoAsync(LinkIn(Assert.Single(_post.Mails)));
        await CheckAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("You are signed up").WaitForAsync();
        Assert.True(Assert.Single(await app.Get<TableSubscribers>().ListAsync("plan", Cancel)).Confirmed);

        async Task CheckAsync()
        {
            Assert.Empty(await page.AxeAsync());
            Assert.False(await page.ScrollsSidewaysAsync());
        }
    }

    [Fact]
    public async Task Tells_nobody_whether_an_address_is_known_and_asks_it_once_a_day_at_most()
    {
        await using var app = await StartAsync();
        Assert.Equal(200, await SignUpAsync(app, "resident@example.org"));
        Assert.Equal(200, await SignUpAsync(app, "RESIDENT@example.org"));
        Assert.Single(_post.Mails);
        foreach (
            var bad in (string[])
                [
                    "",
                    "nobody",
                    "a@b",
                    "two words@example.org",
                    "x@example.org\r\nBcc: y@example.org",
                    new string('a', 300) + "@example.org",
                ])
            Assert.Equal(400, await SignUpAsync(app, bad));
        Assert.Single(_post.Mails);
        Assert.Equal(404, (int)(await app.Anyone.GetAsync("api/subscribe/nowhere", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Altered_expired_and_mistaken_links_do_nothing()
    {
        await using var app = await StartAsync();
        await SignUpAsync(app, "resident@example.org");
        var confirm = LinkIn(_post.Mails.Single());
        var token = confirm[(confirm.LastIndexOf('/') + 1)..];
        foreach (
            var wrong in (string[])
                [
                    $"api/unsubscribe/{token}",
                    $"api/confirm/{token}x",
                    $"api/confirm/x{token}",
                    "api/confirm/a.b",
                    "api/confirm/é.é",
                ])
            Assert.Equal(404, (int)(await app.Anyone.PostAsync(wrong, null, Cancel)).StatusCode);
        Assert.False(Assert.Single(await app.Get<TableSubscribers>().ListAsync("plan", Cancel)).Confirmed);
    }

    private async Task<HubApp> StartAsync()
    {
        var app = await HubApp.StartAsync(azurite, services: services => services.AddSingleton<IMailer>(_post));
        await app.PutAsync("plan", items: 2);
        await app.PublishAsync("plan");
        await app.ReportAsync(
            new Update
            {
                Plan = "plan",
                Deliverable = "d1",
                AsAt = Views.At.AddDays(-1),
                Health = Health.OnTrack,
            });
        await app.PublishAsync("plan");
        return app;
    }

    private static async Task<int> SignUpAsync(HubApp app, string address) =>
        (int)
            (await app.Anyone.PostAsync("api/subscribe/plan", new FormUrlEncodedContent([new("email", address)]),
                Cancel)).StatusCode;

    private static string LinkIn(OutgoingMail mail) => new Uri(Link().Match(mail.Text).Value).PathAndQuery;

    [GeneratedRegex("https://[^ ]+/api/confirm/[^ \n]+", RegexOptions.None, 1000)]
    private static partial Regex Link();

    private sealed class Post : IMailer
    {
        public ConcurrentQueue<OutgoingMail> Mails { get; } = [];

        public MailResult Answer { get; set; } = new MailResult.Accepted();

        public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
        {
            Mails.Enqueue(mail);
            return Task.FromResult(Answer);
        }
    }
}
