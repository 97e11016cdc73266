using HubFunctions.Mail;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Reminders.Ledger;

/// <summary>Whom the provider's word on a mail is about, and what the newest one makes of it.</summary>
public sealed class MailEventRuleTests
{
    private const string Address = "councillor@council.example";
    private static readonly DateTimeOffset Now = new(2022, 5, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2022, 5, 24);
    private static readonly string Me = Recipient.IdentityOf(Address);

    private readonly MemoryLedger _ledger = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MailEventKind.Bounce, "bounce")]
    [InlineData(MailEventKind.Dropped, "dropped")]
    [InlineData(MailEventKind.Complaint, "spamreport")]
    [InlineData(MailEventKind.Delivered, null)]
    [InlineData(MailEventKind.Unsubscribe, null)]
    [InlineData(MailEventKind.Lost, null)]
    public async Task A_mail_of_ours_that_comes_back_is_kept_by_its_kind(MailEventKind kind, string? kept)
    {
        await HandleAsync(new MailEvent(kind, Me, null, null));

        Assert.Equal(kept is null ? [] : [new Bounce(Me, kept, Now)], await BouncesAsync());
    }

    [Theory]
    [InlineData(MailEventKind.Bounce, true)]
    [InlineData(MailEventKind.Complaint, false)]
    public async Task Without_a_reference_only_what_is_said_of_the_mailbox_counts(MailEventKind kind, bool counts)
    {
        await HandleAsync(new MailEvent(kind, null, $" {Address.ToUpperInvariant()}", Now));

        Assert.Equal(counts ? [Me] : [], (await BouncesAsync()).Select(b => b.Identity));
    }

    [Fact]
    public async Task References_that_are_no_identity_and_addresses_out_of_bounds_say_nothing()
    {
        foreach (var reference in (string[])["", Me[1..], Me + "0", "G" + Me[1..], Me.ToUpperInvariant().Replace('0', 'A')])
            await HandleAsync(new MailEvent(MailEventKind.Bounce, reference, Address, Now));
        foreach (var address in (string?[])[null, "", new string('a', 400)])
            await HandleAsync(new MailEvent(MailEventKind.Bounce, null, address, Now));
        Assert.Empty(await BouncesAsync());

        await HandleAsync(new MailEvent(MailEventKind.Bounce, null, new string('a', 399), Now));
        Assert.Single(await BouncesAsync());
    }

    [Fact]
    public async Task The_newest_word_on_a_person_counts_whatever_the_order()
    {
        await HandleAsync(
            new MailEvent(MailEventKind.Delivered, Me, null, Now.AddHours(1)), new MailEvent(MailEventKind.Bounce, Me, null, Now),
            new MailEvent(MailEventKind.Bounce, Recipient.IdentityOf("other@council.example"), null, Now));
        Assert.DoesNotContain(await BouncesAsync(), b => b.Identity == Me);
        Assert.Single(await BouncesAsync());

        await HandleAsync(
            new MailEvent(MailEventKind.Delivered, Me, null, Now), new MailEvent(MailEventKind.Dropped, Me, null, null));
        Assert.Contains(await BouncesAsync(), b => b.Identity == Me);
    }

    [Fact]
    public async Task A_bounce_is_kept_with_the_time_that_the_provider_gives()
    {
        await HandleAsync(new MailEvent(MailEventKind.Bounce, Me, null, Now.AddHours(-5)));

        Assert.Equal(Now.AddHours(-5), (await BouncesAsync()).Single().At);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task An_older_word_than_the_one_known_changes_nothing(int seconds, bool stays)
    {
        await HandleAsync(new MailEvent(MailEventKind.Bounce, Me, null, Now));

        await HandleAsync(new MailEvent(MailEventKind.Delivered, Me, null, Now.AddSeconds(seconds)));

        Assert.Equal(stays ? 1 : 0, (await BouncesAsync()).Count);
    }

    [Theory]
    [InlineData(LedgerStatus.Sent, LedgerStatus.Doubtful, "lost")]
    [InlineData(LedgerStatus.Refused, LedgerStatus.Refused, null)]
    [InlineData(LedgerStatus.Waiting, LedgerStatus.Waiting, null)]
    public async Task A_digest_that_was_lost_on_its_way_does_not_count_as_said(
        LedgerStatus before, LedgerStatus after, string? reason)
    {
        await _ledger.AddAsync(Row(Me, Day, before), Stop);
        await _ledger.AddAsync(Row("other", Day, LedgerStatus.Sent), Stop);
        await _ledger.AddAsync(Row(Me, Day.AddDays(1), LedgerStatus.Sent), Stop);

        await HandleAsync(new MailEvent(MailEventKind.Lost, Me, null, null) { MessageId = $"digest.20220524.{Me}@hub.example" });

        var row = _ledger.Rows.Single(r => r.Identity == Me && r.Day == Day);
        Assert.Equal((after, reason), (row.Status, row.Reason));
        Assert.Equal(2, _ledger.Rows.Count(r => r != row && r.Status == LedgerStatus.Sent));
    }

    [Theory]
    [InlineData("digest.20220524.somebody@hub.example")]
    [InlineData("digest.2022.{0}@hub.example")]
    [InlineData(null)]
    public async Task A_lost_mail_that_names_no_row_of_the_person_changes_nothing(string? id)
    {
        await HandleAsync(new MailEvent(MailEventKind.Lost, Me, null, null) { MessageId = $"digest.20220524.{Me}@hub.example" });
        await _ledger.AddAsync(Row(Me, Day, LedgerStatus.Sent), Stop);

        await HandleAsync(
            new MailEvent(MailEventKind.Lost, Me, null, null) { MessageId = id?.Replace("{0}", Me, StringComparison.Ordinal) },
            new MailEvent(MailEventKind.Lost, null, null, null) { MessageId = $"digest.20220524.{Me}@hub.example" });

        Assert.Equal(LedgerStatus.Sent, _ledger.Rows.Single().Status);
    }

    private static LedgerRow Row(string who, DateOnly day, LedgerStatus status) =>
        new(day, who, "plan/owner", status, 1, Now, new HashSet<long>());

    private async Task<IReadOnlyList<Bounce>> BouncesAsync() => (await _ledger.StateAsync(Stop)).Bounces;

    private Task HandleAsync(params MailEvent[] events) =>
        new ReminderMailEvents(_ledger, new SettableTime { Wall = Now }).HandleAsync(events, Stop);
}
