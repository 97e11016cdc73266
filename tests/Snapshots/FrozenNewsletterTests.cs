using System.Collections.Concurrent;
using Azure.Core;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Snapshots.Subscribers;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Between reserving a reader's mail and handing it over, an instance stands still and goes on, or loses an
/// answer.</summary>
public sealed class FrozenNewsletterTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Reader = "resident@example.org";
    private readonly ShiftedClock _clock = new();
    private readonly FaultyStorage _storage = new();
    private readonly Post _post = new();
    private HubApp _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TableSubscribers Subscribers => _app.Get<TableSubscribers>();

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, new() { ["Hub__Now"] = "2022-05-24T09:30:00Z" }, services =>
        {
            services.AddSingleton<IMailer>(_post).AddSingleton<TimeProvider>(_clock);
            _storage.Register(services);
        });
        await _app.PutAsync("plan", items: 2);
        await _app.PublishAsync("plan");
        await _app.ReportAsync(
            new Update { Plan = "plan", Deliverable = "d1", AsAt = Views.At.AddDays(-1), Health = Health.OnTrack });
        await _app.PublishAsync("plan");
        var reader = new Subscriber(
            "plan", TableSubscribers.IdOf(Reader), Reader, Confirmed: true, TimeProvider.System.GetUtcNow(), "", null);
        Assert.NotNull(await Subscribers.TryPutAsync(reader, Cancel));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Who_was_frozen_too_long_sends_nothing_and_the_next_run_sends_one()
    {
        await RunFrozenAsync(TimeSpan.FromMinutes(11), () => Task.CompletedTask);
        Assert.Empty(_post.Mails);

        await _app.Get<NewsletterJob>().RunAsync(Cancel);
        await _app.Get<NewsletterJob>().RunAsync(Cancel);

        Assert.Single(_post.Mails);
    }

    [Fact]
    public async Task A_short_stop_keeps_nothing_back()
    {
        await RunFrozenAsync(TimeSpan.FromMinutes(1), () => Task.CompletedTask);
        await _app.Get<NewsletterJob>().RunAsync(Cancel);

        Assert.Single(_post.Mails);
    }

    [Fact]
    public async Task Who_left_while_an_instance_was_frozen_is_neither_told_nor_entered_again()
    {
        await RunFrozenAsync(
            TimeSpan.FromMinutes(11), () => Subscribers.RemoveAsync("plan", TableSubscribers.IdOf(Reader), Cancel));
        await _app.Get<NewsletterJob>().RunAsync(Cancel);

        Assert.Empty(_post.Mails);
        Assert.Null(await Subscribers.FindAsync("plan", TableSubscribers.IdOf(Reader), Cancel));
    }

    [Fact]
    public async Task Another_instance_that_runs_meanwhile_sends_nothing_twice()
    {
        await RunFrozenAsync(TimeSpan.FromMinutes(11), () => _app.Get<NewsletterJob>().RunAsync(Cancel));
        await _app.Get<NewsletterJob>().RunAsync(Cancel);

        Assert.Single(_post.Mails);
    }

    [Fact]
    public async Task Who_finds_a_reader_reserved_by_another_instance_sends_nothing()
    {
        var isMet = 0;
        _storage.Decide = message =>
        {
            if (IsReservation(message) && Interlocked.Exchange(ref isMet, 1) == 0)
                _app.Get<NewsletterJob>().RunAsync(Cancel).GetAwaiter().GetResult();
            return Fate.Delivered;
        };

        await _app.Get<NewsletterJob>().RunAsync(Cancel);

        Assert.Equal(1, isMet);
        Assert.Single(_post.Mails);
    }

    [Fact]
    public async Task A_reservation_whose_answer_was_lost_is_known_again_and_the_mail_goes_out()
    {
        var isLost = 0;
        _storage.Decide = message =>
            IsReservation(message) && Interlocked.Exchange(ref isLost, 1) == 0 ? Fate.LostAfter : Fate.Delivered;

        await _app.Get<NewsletterJob>().RunAsync(Cancel);
        await _app.Get<NewsletterJob>().RunAsync(Cancel);

        Assert.Equal(1, isLost);
        Assert.Single(_post.Mails);
    }

    /// <param name="meanwhile">What happens while the instance stands still, its reservation stored.</param>
    private async Task RunFrozenAsync(TimeSpan length, Func<Task> meanwhile)
    {
        var isFrozen = 0;
        _storage.After = async message =>
        {
            if (!IsReservation(message) || Interlocked.Exchange(ref isFrozen, 1) == 1)
                return;
            await meanwhile();
            _clock.Shift += length;
        };
        await _app.Get<NewsletterJob>().RunAsync(Cancel);
        _storage.After = null;
        Assert.Equal(1, isFrozen);
    }

    private static bool IsReservation(HttpMessage message) =>
        message.Request.Method == RequestMethod.Put
        && message.Request.Uri.Path.Contains(TableSubscribers.IdOf(Reader), StringComparison.Ordinal);

    private sealed class Post : IMailer
    {
        public ConcurrentQueue<OutgoingMail> Mails { get; } = [];

        public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
        {
            Mails.Enqueue(mail);
            return Task.FromResult<MailResult>(new MailResult.Accepted());
        }
    }
}
