using System.Collections.Concurrent;
using System.Net;
using Azure.Data.Tables;
using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Signing up sends mail to whoever a stranger names: little of it, counted by all instances together, and with an
/// honest answer.</summary>
public sealed class SignUpTests(AzuriteFixture azurite)
{
    private readonly Post _post = new();
    private readonly FaultyStorage _storage = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spellings_of_one_mailbox_get_one_question()
    {
        await using var app = await StartAsync();
        string[] spellings =
        [
            "a.resident", "aresident", "A.Resident", "a.r.e.s.ident", "aresident+1", "a.resident+news", "ARESIDENT",
            "aresident+b+c",
        ];

        var answers = await Task.WhenAll(spellings.Select(s => SignUpAsync(app, $"{s}@example.org")));
        foreach (var spelling in spellings)
            Assert.Equal(200, (await SignUpAsync(app, $"{spelling}@EXAMPLE.org")).Status);

        Assert.All(answers, a => Assert.Contains(a.Status, new[] { 200, 429 }));
        Assert.Single(_post.Mails);
        Assert.Equal(200, (await SignUpAsync(app, "another.resident@example.org")).Status);
        Assert.Equal(2, _post.Mails.Count);
    }

    [Fact]
    public async Task A_network_gets_twenty_an_hour_from_all_instances_together()
    {
        var account = azurite.NewAccount();
        await using var one = await StartAsync(account);
        await using var two = await StartAsync(account, fresh: false);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(n =>
            SignUpAsync(n % 2 == 0 ? one : two, $"resident{n}@example.org", $"203.0.{n}.1, 198.51.100.{n}:4000")));

        Assert.Equal((20, 10), (answers.Count(a => a.Status == 200), answers.Count(a => a.Status == 429)));
        Assert.All(answers.Where(a => a.Status == 429), a => Assert.InRange(a.RetryAfter!.Value.TotalSeconds, 1, 3600));
        Assert.Equal(20, _post.Mails.Count);
        Assert.Equal(200, (await SignUpAsync(one, "neighbour@example.org", "198.51.101.1")).Status);
        await foreach (var row in Table(one, TableSignUps.TableName).QueryAsync<TableEntity>(cancellationToken: Stop))
            Assert.DoesNotContain("198.51", row.PartitionKey + row.RowKey, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.200", true)]
    [InlineData("198.51.100.7", "198.51.101.7", false)]
    [InlineData("::ffff:198.51.100.7", "198.51.100.9", true)]
    [InlineData("2001:db8:1:2200::1", "2001:db8:1:22ff:1::9", true)]
    [InlineData("2001:db8:1:2200::1", "2001:db8:1:2300::1", false)]
    public void A_network_is_a_24_or_a_56(string one, string other, bool same) =>
        Assert.Equal(same, ClientNetwork.Of(IPAddress.Parse(one)) == ClientNetwork.Of(IPAddress.Parse(other)));

    [Fact]
    public async Task A_plan_sends_two_hundred_questions_an_hour_and_says_when_again()
    {
        await using var app = await StartAsync();
        var until = TimeProvider.System.GetUtcNow().AddMinutes(30);
        var places = Enumerable.Repeat(until.UtcTicks, SignUpLimit.Plan.Max).SelectMany(BitConverter.GetBytes).ToArray();
        await Table(app, TableSubscribers.TableName)
            .UpsertEntityAsync(
                new TableEntity("plan", "~count") { ["Number"] = 0, ["Places"] = places },
                TableUpdateMode.Replace,
                Stop);

        var (status, page, retryAfter) = await SignUpAsync(app, "resident@example.org");

        Assert.Equal(429, status);
        Assert.InRange(retryAfter!.Value.TotalMinutes, 25, 30.1);
        Assert.DoesNotContain("on its way", page, StringComparison.Ordinal);
        Assert.Empty(_post.Mails);
    }

    [Fact]
    public async Task A_full_plan_says_so_and_one_who_leaves_makes_room()
    {
        await using var app = await StartAsync();
        await SignUpAsync(app, "first@example.org");
        var count = Table(app, TableSubscribers.TableName);
        await count.UpsertEntityAsync(
            new TableEntity("plan", "~count") { ["Number"] = TableSubscribers.MaxOfPlan },
            TableUpdateMode.Replace,
            Stop);

        var (full, page, _) = await SignUpAsync(app, "second@example.org");
        await app.Get<TableSubscribers>().RemoveAsync("plan", TableSubscribers.IdOf("first@example.org"), Stop);

        Assert.Equal(503, full);
        Assert.Contains("nothing was sent", page, StringComparison.Ordinal);
        Assert.Equal(200, (await SignUpAsync(app, "second@example.org")).Status);
        Assert.Equal(2, _post.Mails.Count);
    }

    [Fact]
    public async Task Subscribers_are_not_listed_for_a_sign_up_and_the_number_stays_right()
    {
        await using var app = await StartAsync();
        await SignUpAsync(app, "first@example.org");
        _storage.Requests.Clear();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => SignUpAsync(app, $"resident{n}@example.org")));
        Assert.DoesNotContain(
            _storage.Requests,
            r => r.StartsWith("GET", StringComparison.Ordinal) && r.EndsWith("/HubSubscribers()", StringComparison.Ordinal));
        await app.Get<TableSubscribers>().RemoveAsync("plan", TableSubscribers.IdOf("first@example.org"), Stop);

        Assert.Equal(8, await app.Get<TableSubscribers>().CountAsync("plan", Stop));
        Assert.Equal(8, (await app.Get<TableSubscribers>().ListAsync("plan", Stop)).Count);
    }

    [Fact]
    public async Task A_sign_up_asks_storage_five_times_at_any_number_of_subscribers()
    {
        var account = azurite.NewAccount();
        await using var app = await StartAsync(account);
        var table = Table(app, TableSubscribers.TableName);
        foreach (var some in Enumerable.Range(0, 1_200).Chunk(100))
            await table.SubmitTransactionAsync(
                some.Select(n => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("plan", $"{n:x40}"))),
                Stop);
        await table.UpsertEntityAsync(new TableEntity("plan", "~count") { ["Number"] = 1_200 }, TableUpdateMode.Replace, Stop);

        for (var n = 0; n < 3; n++)
        {
            using var requests = new StorageRequests(account);
            Assert.Equal(200, (await SignUpAsync(app, $"resident{n}@example.org")).Status);
            Assert.InRange(requests.All.Count, 1, 5);
        }

        Assert.Equal(1_203, await app.Get<TableSubscribers>().CountAsync("plan", Stop));
        Assert.Equal(3, _post.Mails.Count);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("unknown")]
    public async Task The_page_does_not_promise_a_mail_that_was_not_taken(string how)
    {
        await using var app = await StartAsync();
        _post.Answer = how == "refused" ? new MailResult.NotTaken("away") : new MailResult.NoAnswer();
        var (status, page, retryAfter) = await SignUpAsync(app, "resident@example.org");
        _post.Answer = new MailResult.Accepted();

        Assert.Equal(503, status);
        Assert.NotNull(retryAfter);
        Assert.DoesNotContain("on its way", page, StringComparison.Ordinal);
        Assert.Equal(200, (await SignUpAsync(app, "resident@example.org")).Status);
        Assert.Equal(how == "refused" ? 2 : 1, _post.Mails.Count);
    }

    [Fact]
    public async Task A_lost_answer_to_the_insert_still_sends_the_question()
    {
        await using var app = await StartAsync();
        var lost = 0;
        _storage.Decide = request =>
            request.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1
                ? Fate.LostAfter
                : Fate.Delivered;

        Assert.Equal(200, (await SignUpAsync(app, "resident@example.org")).Status);

        Assert.True(lost > 0);
        Assert.Single(_post.Mails);
        Assert.Equal(1, await app.Get<TableSubscribers>().CountAsync("plan", Stop));
    }

    [Fact]
    public async Task Counts_that_no_longer_count_are_deleted()
    {
        await using var app = await StartAsync();
        var counts = app.Get<TableSignUps>();
        await counts.TakeAsync(SignUpLimit.Network, "old", TimeProvider.System.GetUtcNow().AddMinutes(-1), Stop);
        await counts.TakeAsync(SignUpLimit.Network, "new", TimeProvider.System.GetUtcNow().AddHours(1), Stop);

        Assert.Equal((1, 0), (await counts.DeleteFreeAsync(Stop), await counts.DeleteFreeAsync(Stop)));
    }

    private async Task<HubApp> StartAsync(string? account = null, bool fresh = true)
    {
        Dictionary<string, string?>? settings = account is null ? null : new() { ["AzureWebJobsStorage"] = account };
        var app = await HubApp.StartAsync(azurite, settings, services =>
        {
            _storage.Register(services);
            services.AddSingleton<IMailer>(_post);
        });
        if (!fresh)
            return app;
        await app.PutAsync("plan", items: 2);
        await app.PublishAsync("plan");
        return app;
    }

    private static TableClient Table(HubApp app, string name) => app.Storage.Tables.GetTableClient(name);

    private static async Task<(int Status, string Page, TimeSpan? RetryAfter)> SignUpAsync(
        HubApp app,
        string address,
        string? forwarded = null)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, "api/subscribe/plan")
        {
            Content = new FormUrlEncodedContent([new("email", address)]),
        };
        if (forwarded is not null)
            call.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        using var answer = await app.Anyone.SendAsync(call, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Headers.RetryAfter?.Delta);
    }

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
