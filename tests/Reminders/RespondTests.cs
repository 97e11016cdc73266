using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Tests.Reminders;

public sealed partial class RespondTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly RecordingMailer _mailer = new();
    private HubApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, services: s => s.Replace(ServiceDescriptor.Singleton<IMailer>(_mailer)));
        var plan = new
        {
            id = "town",
            title = "Town Plan",
            referenceDate = "2021-10-01",
            owners = new object[]
            {
                new
                {
                    id = "khan",
                    name = "Councillor Khan",
                    role = "Portfolio holder",
                    email = "khan@council.example",
                    deputy = "team",
                },
                new
                {
                    id = "team",
                    name = "Plan team",
                    email = "team@council.example",
                },
            },
            items = new object[]
            {
                new
                {
                    id = "1.1",
                    title = "Extra-care homes",
                    owner = "khan",
                    timescale = "31 May 2022",
                },
                new
                {
                    id = "1.2",
                    title = "Health checks",
                    owner = "khan",
                    timescale = "7 June 2022",
                },
                new
                {
                    id = "2.1",
                    title = "Green space map",
                    owner = "team",
                    timescale = "31 May 2022",
                },
            },
        };
        (await _app.Office.PutAsJsonAsync("/api/plans/town", plan, Stop)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_digest_lists_what_is_due_and_is_sent_once()
    {
        var first = await RunAsync();
        var again = await RunAsync();

        var digests = first.GetProperty("digests").EnumerateArray().ToList();
        Assert.Equal(["khan", "team"], digests.Select(d => d.GetProperty("owner").GetString()).Order());
        var mine = digests.Single(d => d.GetProperty("owner").GetString() == "khan");
        Assert.Equal(
            "1 deliverable due this week, 1 due soon: Extra-care homes, Health checks",
            mine.GetProperty("subject").GetString());
        Assert.Equal("2022-05-31", mine.GetProperty("items")[0].GetProperty("due").GetString());
        Assert.Equal("dueSoon", mine.GetProperty("items")[0].GetProperty("reason").GetString());
        Assert.Empty(again.GetProperty("digests").EnumerateArray());
        Assert.Equal(2, _mailer.Sent.Count);
    }

    [Fact]
    public async Task A_preview_shows_any_day_and_sends_nothing()
    {
        var preview = await RunAsync("2022-06-07T10:00:00Z", dryRun: true);
        Assert.Contains(
            preview.GetProperty("digests").EnumerateArray(),
            d => d.GetProperty("subject").GetString()!.Contains("Health checks", StringComparison.Ordinal));
        Assert.Empty((await RunAsync("2022-06-07T05:00:00Z", dryRun: true)).GetProperty("digests").EnumerateArray());
        Assert.Empty(_mailer.Sent);
    }

    [Fact]
    public async Task Entering_the_councils_annual_meeting_moves_the_reminder_and_keeps_the_words()
    {
        async Task<string> DueAsync(object calendar)
        {
            var plan = new
            {
                id = "leisure",
                title = "Leisure",
                referenceDate = "2021-10-01",
                calendar,
                owners = new[] { new { id = "lead", email = "lead@council.example" } },
                items = new[]
                {
                    new
                    {
                        id = "5.1",
                        title = "New commission",
                        owner = "lead",
                        timescale = "Ongoing with full implementation by the new municipal year.",
                    },
                },
            };
            (await _app.Office.PutAsJsonAsync("/api/plans/leisure", plan, Stop)).EnsureSuccessStatusCode();
            var digest = (await RunAsync("2022-05-24T08:00:00Z", dryRun: true))
                .GetProperty("digests")
                .EnumerateArray()
                .Single(d => d.GetProperty("owner").GetString() == "lead");
            return $"{digest.GetProperty("subject")} {digest.GetProperty("items")[0].GetProperty("due")}";
        }

        Assert.Equal("1 deliverable due this week: New commission 2022-05-31", await DueAsync(new { }));
        Assert.Equal(
            "1 deliverable due this week: New commission 2022-05-25",
            await DueAsync(new { municipalYear = new Dictionary<string, string> { ["2022"] = "2022-05-25" } }));
        Assert.Equal(
            "Ongoing with full implementation by the new municipal year.",
            (await _app.Plans.FindItemAsync("leisure", "5.1", Stop))!.Item.Definition.Timescale);
    }

    [Fact]
    public async Task No_mail_and_no_answer_carries_another_owners_address()
    {
        var answer = await RunAsync();
        Assert.DoesNotContain("@", answer.GetRawText(), StringComparison.Ordinal);
        var mine = _mailer.Sent.Single(m => m.To == "khan@council.example");
        Assert.DoesNotContain("@council", mine.Html + mine.Text + mine.Attachments[0].Content, StringComparison.Ordinal);
        Assert.DoesNotContain("@council", await _app.Office.GetStringAsync("/api/reminders", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_the_page_changes_nothing_however_often()
    {
        var link = await LinkAsync("1.1");
        var before = await ItemAsync("1.1");
        for (var look = 0; look < 5; look++)
        {
            using var page = await _app.Anyone.GetAsync(link + (look % 2 == 0 ? "" : "?answer=done"), Stop);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            using var head = await _app.Anyone.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Stop);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        }

        Assert.Equal(HubJson.Store(before), HubJson.Store(await ItemAsync("1.1")));
    }

    [Fact]
    public async Task A_page_is_never_indexed_framed_cached_or_named_as_a_referrer()
    {
        using var page = await _app.Anyone.GetAsync(await LinkAsync("1.1"), Stop);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("noindex", page.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", await page.Content.ReadAsStringAsync(Stop), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_answer_is_previewed_first_and_stored_only_when_it_is_sent()
    {
        var link = await LinkAsync("1.1");
        var preview = await PostAsync(
            link,
            "preview",
            ("answer-0", "on-track"),
            ("summary-0", "Roofs are on"),
            ("note-0", "Builder is slow"));
        Assert.Contains("Everybody will see", preview, StringComparison.Ordinal);
        Assert.Contains("Roofs are on", preview, StringComparison.Ordinal);
        Assert.Null((await ItemAsync("1.1")).State.AsAt);

        var done = await PostAsync(
            link,
            "send",
            ("answer-0", "on-track"),
            ("summary-0", "Roofs are on"),
            ("note-0", "Builder is slow"));
        var item = await ItemAsync("1.1");
        Assert.Equal(
            (Health.OnTrack, "Roofs are on", "Builder is slow"),
            (item.State.Health, item.State.Summary, item.State.Note));
        var entry = (await _app.Plans.HistoryAsync("town", "1.1", null, 1, Stop))[0];
        Assert.Equal((HistoryKind.Update, "khan"), (entry.Kind, entry.By));
        Assert.Contains(entry.Receipt!, done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answered_item_is_not_in_the_next_digest()
    {
        await PostAsync(await LinkAsync("1.1"), "send", ("answer-0", "on-track"));
        var next = await RunAsync("2022-05-30T10:00:00Z", dryRun: true);
        Assert.DoesNotContain(next.GetProperty("digests").EnumerateArray(), d => d.GetProperty("owner").GetString() == "khan");
    }

    [Fact]
    public async Task Sending_the_same_page_twice_stores_it_once_and_shows_the_same_receipt()
    {
        var link = await LinkAsync("1.1");
        var pages = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => PostAsync(link, "send", ("answer-0", "done"), ("seen-0", "1"))));
        Assert.Single(pages.Select(p => Receipt().Match(p).Value).Distinct());
        Assert.Equal(2, (await ItemAsync("1.1")).Sequence);
        Assert.Equal(Lifecycle.Complete, (await ItemAsync("1.1")).State.Lifecycle);
    }

    [Fact]
    public async Task A_snooze_the_deputy_and_another_meaning_are_stored_with_their_history()
    {
        var link = await LinkAsync("1.1");
        await PostAsync(link, "send", ("answer-0", "date"), ("meaning-0", "end of September 2022"));
        Assert.Equal(new DateOnly(2022, 9, 30), (await ItemAsync("1.1")).State.Milestones[0].Due);
        await PostAsync(link, "send", ("answer-0", "snooze"), ("snooze-0", "14"));
        Assert.Equal(new DateOnly(2022, 6, 7), (await ItemAsync("1.1")).State.SnoozedUntil);
        await PostAsync(link, "send", ("answer-0", "deputy"));
        Assert.Equal("team", (await ItemAsync("1.1")).Definition.Owner);
        var kinds = (await _app.Plans.HistoryAsync("town", "1.1", null, 10, Stop)).Select(h => h.Kind);
        Assert.Equal([HistoryKind.Assignment, HistoryKind.Assignment, HistoryKind.DateMeaning, HistoryKind.Definition], kinds);
    }

    [Theory]
    [InlineData("late", "off track", Lifecycle.InProgress, Health.OffTrack)]
    [InlineData("not-started", "not started", Lifecycle.NotStarted, Health.NotApplicable)]
    [InlineData("stopped", "cancelled", Lifecycle.Cancelled, Health.NotReported)]
    public async Task An_answer_is_stored_with_what_follows_it_and_nothing_of_another(
        string answer,
        string shown,
        Lifecycle lifecycle,
        Health health)
    {
        var link = await LinkAsync("1.1");
        (string, string)[] fields =
        [
            ("answer-0", answer),
            ("summary-0", "Of on track"),
            ($"summary-0-{answer}", "The builder is ill"),
        ];

        var preview = await PostAsync(link, "preview", fields);
        Assert.Contains($"Status: {shown}", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("Of on track", preview, StringComparison.Ordinal);
        await PostAsync(
            link,
            "send",
            [.. Hidden().Matches(preview).Select(m => (m.Groups["name"].Value, m.Groups["value"].Value))]);

        var state = (await ItemAsync("1.1")).State;
        Assert.Equal((lifecycle, health, "The builder is ill"), (state.Lifecycle, state.Health, state.Summary));
    }

    [Fact]
    public async Task A_sentence_that_may_tell_of_a_person_is_said_to_be_checked()
    {
        (string, string)[] fields = [("answer-0", "needs-help"), ("summary-0", "Three of the patients have died")];
        var link = await LinkAsync("1.1");

        var preview = await PostAsync(link, "preview", fields);
        var done = await PostAsync(link, "send", fields);

        Assert.Matches(
            "(?s)Everybody will see:.*Status: at risk.*will be checked before it is published.*Three of the patients",
            preview);
        Assert.Matches(
            "(?s)Everybody sees, once.*Status: at risk.*is being checked before it is published.*Three of the patients",
            done);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b")]
    [InlineData("altered")]
    [InlineData("expired")]
    public async Task A_link_that_is_no_good_gets_a_helpful_page_and_stores_nothing(string kind)
    {
        var link = await LinkAsync("1.1");
        var old = new ReplyLinks(new SigningKeys([.. "a signing key for tests, 32 bytes"u8], null), new PastClock());
        var bad = kind switch
        {
            "altered" => link[..^30] + (link[^30] == 'A' ? 'B' : 'A') + link[^29..],
            "expired" => "/api/respond/" + old.Make(new ResponseLink([new ResponseTarget("town", "khan", "1.1", null)])),
            _ => "/api/respond/" + kind,
        };
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, bad)
            {
                Content = new FormUrlEncodedContent([new("answer-0", "done"), new("step", "send")]),
            };
            using var answer = await _app.Anyone.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
            Assert.Contains(
                kind == "expired" ? "45 days" : "Open it again",
                await answer.Content.ReadAsStringAsync(Stop),
                StringComparison.Ordinal);
        }

        Assert.Equal(1, (await ItemAsync("1.1")).Sequence);
    }

    [Fact]
    public async Task A_form_without_an_answer_says_what_is_missing()
    {
        var page = await PostAsync(await LinkAsync("1.1"), "preview");
        Assert.Contains("There is a problem", page, StringComparison.Ordinal);
        Assert.Contains("href=\"#answer-0\"", page, StringComparison.Ordinal);
        Assert.Contains("<title>Error: ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_write_comes_back_encoded()
    {
        var page = await PostAsync(
            await LinkAsync("1.1"),
            "preview",
            ("answer-0", "needs-help"),
            ("summary-0", "<script>alert(1)</script>"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    private async Task<JsonElement> RunAsync(string? asOf = null, bool dryRun = false)
    {
        using var answer = await _app.Office.PostAsync(
            $"/api/reminders?asOf={asOf ?? "2022-05-24T07:30:00Z"}&dryRun={dryRun}",
            null,
            Stop);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private async Task<string> LinkAsync(string item)
    {
        await RunAsync();
        var title = item == "1.1" ? "Extra-care homes" : "Health checks";
        var text = _mailer.Sent.Single(m => m.To == "khan@council.example").Text;
        var match = Link().Match(text, text.IndexOf("* " + title, StringComparison.Ordinal));
        return match.Groups["path"].Value;
    }

    private async Task<string> PostAsync(string link, string step, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
            new("step", step),
        ]);
        using var answer = await _app.Anyone.PostAsync(link, form, Stop);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, answer.StatusCode.ToString());
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    private async Task<PlanItem> ItemAsync(string item) => (await _app.Plans.FindItemAsync("town", item, Stop))!.Item;

    [GeneratedRegex(
        @"Answer: https://hub\.example\.gov\.uk(?<path>/\S+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Link();

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hidden();

    [GeneratedRegex("own-[0-9a-f]{20}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Receipt();

    private sealed class PastClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - ReplyLinks.Lifetime - TimeSpan.FromMinutes(1);
    }
}
