using System.Collections.Concurrent;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Mails to subscribers go out by a timer of their own, several at once, and on from where they stopped.</summary>
public sealed class NewsletterTests(AzuriteFixture azurite)
{
    private const int Readers = 60;
    private readonly string _account = azurite.NewAccount();
    private readonly Post _post = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Goes_on_where_a_run_was_cut_short_and_tells_nobody_twice()
    {
        await using var app = await StartAsync();
        await ReadersAsync(app, "plan");
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        _post.After = (25, cut.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Get<NewsletterJob>().RunDueAsync(cut.Token));
        // Those under way at the cut, and those that began before it was seen.
        Assert.InRange(_post.Mails.Count, 25, 25 + (2 * Newsletter.MailsAtOnce));
        Assert.InRange(_post.MostAtOnce, 2, Newsletter.MailsAtOnce);

        await using var restarted = await StartAsync(fresh: false);
        await restarted.Get<NewsletterJob>().RunDueAsync(Cancel);
        await restarted.Get<NewsletterJob>().RunDueAsync(Cancel);
        Assert.Equal(Readers, _post.Mails.Count);
        Assert.Equal(Readers, _post.Mails.DistinctBy(m => m.To).Count());
        Assert.True((await restarted.Get<TableSubscribers>().MarkAsync(Cancel))!.IsDone);
    }

    [Fact]
    public async Task Stops_where_the_provider_takes_nothing_and_tells_everybody_later_that_day()
    {
        await using var app = await StartAsync();
        await ReadersAsync(app, "plan");
        _post.Answer = new MailResult.NotTaken("unavailable");
        await app.Get<NewsletterJob>().RunDueAsync(Cancel);
        Assert.InRange(_post.Mails.Count, 16, 16 + Newsletter.MailsAtOnce);

        _post.Mails.Clear();
        _post.Answer = new MailResult.Accepted();
        await app.Get<NewsletterJob>().RunDueAsync(Cancel);
        Assert.Equal(Readers, _post.Mails.DistinctBy(m => m.To).Count());
        Assert.Equal(Readers, _post.Mails.Count);
    }

    [Fact]
    public async Task A_publishing_tick_writes_to_no_subscriber()
    {
        await using var app = await StartAsync();
        await ReadersAsync(app, "plan");
        await app.Get<SnapshotJob>().RunAsync(Cancel);
        Assert.Empty(_post.Mails);
    }

    private async Task<HubApp> StartAsync(bool fresh = true)
    {
        var app = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = _account, ["Hub__Now"] = "2022-05-24T09:30:00Z" },
            services => services.AddSingleton<IMailer>(_post));
        if (!fresh)
            return app;
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

    private static Task ReadersAsync(HubApp app, string plan) => Parallel.ForAsync(0, Readers, Cancel, async (n, stop) =>
    {
        var address = $"resident{n}@example.org";
        var reader = new Subscriber(
            plan,
            TableSubscribers.IdOf(address),
            address,
            Confirmed: true,
            TimeProvider.System.GetUtcNow(),
            "",
            null);
        Assert.NotNull(await app.Get<TableSubscribers>().TryPutAsync(reader, stop));
    });

    private sealed class Post : IMailer
    {
        private int _under;
        private int _most;

        public ConcurrentQueue<OutgoingMail> Mails { get; } = [];

        public MailResult Answer { get; set; } = new MailResult.Accepted();

        public (int Count, Action Act)? After { get; set; }

        public int MostAtOnce => _most;

        public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
        {
            var under = Interlocked.Increment(ref _under);
            lock (Mails)
                _most = Math.Max(_most, under);
            await Task.Delay(20, CancellationToken.None);
            Interlocked.Decrement(ref _under);
            Mails.Enqueue(mail);
            if (After is { } after && Mails.Count == after.Count)
                after.Act();
            return Answer;
        }
    }
}
