using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>How long an update takes to be public while plans change all the time and a digest goes out to many: from its answer
/// to the end of the publishing tick that shows it. Ticks come once a minute, as the timer's do; half a second in the short
/// form.</summary>
[Collection(BenchmarkCollection.Name)]
public sealed class PublicWithinBenchmark(AzuriteFixture azurite, FigureTable figures, ITestOutputHelper output)
{
    private static readonly bool IsLong = FigureTable.Size >= 20;
    private static readonly int Plans = IsLong ? 300 : 3;
    private static readonly int Readers = IsLong ? 20_000 : 20;
    private static readonly int Ticks = IsLong ? 4 : 2;
    private static readonly TimeSpan Every = IsLong ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(0.5);
    private readonly ConcurrentQueue<long> _stored = [];
    private readonly List<(long From, long To)> _ticks = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Update_to_public_while_digests_go_out()
    {
        var post = new Post();
        // 10:30 in London on a working day: the subscribers' digests are due.
        await using var app = await HubApp.StartAsync(
            azurite, new() { ["Hub__Now"] = "2022-05-24T09:30:00Z" }, services => services.AddSingleton<IMailer>(post));
        await PrepareAsync(app);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var changes = Task.Run(() => ChangeAsync(app, done.Token), Stop);
        var digests = Task.Run(() => app.Get<NewsletterJob>().RunDueAsync(Stop), Stop);
        for (var n = 0; n < Ticks; n++)
        {
            var next = Task.Delay(Every, Stop);
            if (n == Ticks - 1)
                await done.CancelAsync();
            var from = Stopwatch.GetTimestamp();
            await app.Get<SnapshotJob>().RunAsync(Stop);
            _ticks.Add((from, Stopwatch.GetTimestamp()));
            await next;
        }

        await changes;
        await digests;
        Print(post.Mails);
    }

    private async Task PrepareAsync(HubApp app)
    {
        for (var n = 0; n < Plans; n++)
            await app.PutAsync($"plan{n}", items: 8);
        await app.Get<SnapshotJob>().RunAsync(Stop);
        await app.ReportAsync(
            new Update
            {
                Plan = "plan0",
                Deliverable = "d2",
                AsAt = Views.At.AddDays(-1),
                Health = Health.OnTrack,
            });
        await app.Get<SnapshotJob>().RunAsync(Stop);
        await Parallel.ForAsync(0, Readers, Stop, async (n, stop) =>
        {
            var address = $"resident{n}@example.org";
            var reader = new Subscriber(
                "plan0", TableSubscribers.IdOf(address), address, Confirmed: true, TimeProvider.System.GetUtcNow(), "", null);
            Assert.NotNull(await app.Get<TableSubscribers>().TryPutAsync(reader, stop));
        });
    }

    /// <summary>Every plan once a minute, evenly.</summary>
    private async Task ChangeAsync(HubApp app, CancellationToken done)
    {
        for (var n = 0; !done.IsCancellationRequested; n++)
        {
            await app.ReportAsync(new Update
            {
                Plan = $"plan{n % Plans}",
                Deliverable = "d1",
                AsAt = Views.At.AddDays(-1).AddSeconds(n),
                Health = n / Plans % 2 == 0 ? Health.AtRisk : Health.OnTrack,
                Summary = $"Number {n}.",
            });
            _stored.Enqueue(Stopwatch.GetTimestamp());
            await Task.Delay(Every / Plans, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Print(int mails)
    {
        // The first tick that starts after the answer shows the update: see the tests of hints.
        var waits = _stored
            .Select(at =>
                _ticks.FirstOrDefault(t => t.From >= at) is { To: > 0 } tick
                    ? Stopwatch.GetElapsedTime(at, tick.To)
                    : (TimeSpan?)null)
            .OfType<TimeSpan>()
            .Order()
            .ToList();
        var longest = _ticks.Max(t => Stopwatch.GetElapsedTime(t.From, t.To));
        figures.Add(
            new Figure(
                $"Update to public, {Plans} plans changing, {mails:#,0} digests going out meanwhile",
                string.Create(CultureInfo.InvariantCulture, $"longest {waits[^1].TotalSeconds:N1} s"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"median {waits[waits.Count / 2].TotalSeconds:N1} s; longest tick {longest.TotalSeconds:N1} s")),
            output);
    }

    private sealed class Post : IMailer
    {
        private int _mails;

        public int Mails => _mails;

        public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
        {
            await Task.Delay(50, stop);
            Interlocked.Increment(ref _mails);
            return new MailResult.Accepted();
        }
    }
}
