using HubFunctions.Mail;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Reminders;

/// <summary>An instance stands still between reserving and handing over, and goes on.</summary>
public sealed class FrozenProcessTests
{
    private static readonly DateTimeOffset Monday = new(2022, 4, 4, 8, 0, 0, TimeSpan.Zero);

    private readonly ReminderRig _rig = new();
    private readonly SettableTime _clock = new() { Wall = Monday };

    public FrozenProcessTests() => _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 4, 4))]);

    [Theory]
    [InlineData(11, 11)]
    [InlineData(11, 0)]
    [InlineData(0, 11)]
    [InlineData(-60, 11)]
    [InlineData(-60, 0)]
    [InlineData(60, 0)]
    public async Task What_another_instance_took_over_meanwhile_is_sent_by_that_one_alone(int wallMinutes, int monotonicMinutes)
    {
        await RunAsync(wallMinutes, monotonicMinutes, () => _rig.TickAsync(Monday.AddMinutes(11)));

        Assert.Single(_rig.Mailer.Sent);
        Assert.Equal((LedgerStatus.Sent, 2), (_rig.Ledger.Rows.Single().Status, _rig.Ledger.Rows.Single().Attempts));
    }

    [Fact]
    public async Task What_nobody_took_over_is_sent_by_the_next_tick_and_counts_as_one_attempt()
    {
        await RunAsync(3, 3, () => Task.CompletedTask);
        Assert.Empty(_rig.Mailer.Sent);
        Assert.Equal((LedgerStatus.Waiting, "frozen"), (_rig.Ledger.Rows.Single().Status, _rig.Ledger.Rows.Single().Reason));

        await _rig.TickAsync(Monday.AddMinutes(15));
        await _rig.TickAsync(Monday.AddMinutes(30));

        Assert.Single(_rig.Mailer.Sent);
        Assert.Equal((LedgerStatus.Sent, 1), (_rig.Ledger.Rows.Single().Status, _rig.Ledger.Rows.Single().Attempts));
    }

    [Fact]
    public async Task A_short_stop_keeps_nothing_back()
    {
        await RunAsync(1, 1, () => Task.CompletedTask);

        Assert.Single(_rig.Mailer.Sent);
    }

    [Fact]
    public void Window_and_mail_together_end_long_before_the_lease() =>
        Assert.True(HandOverWindow.Length + IMailer.TimeLimit + TimeSpan.FromMinutes(6) < LedgerRow.Lease);

    private async Task RunAsync(int wallMinutes, int monotonicMinutes, Func<Task> meanwhile)
    {
        var frozen = new FragileProcess(_rig.Ledger, _rig.Mailer, dieAt: null, (_, point) =>
        {
            if (point != "after reserve")
                return;
            meanwhile().GetAwaiter().GetResult();
            _clock.Wall += TimeSpan.FromMinutes(wallMinutes);
            _clock.Monotonic += TimeSpan.FromMinutes(monotonicMinutes);
        });
        await _rig.Sweep(frozen.Ledger, frozen.Mailer, _clock)
            .RunAsync(() => Monday, send: true, CancellationToken.None, senders: 1);
    }
}
