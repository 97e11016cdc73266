using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Reminders;

public sealed class WhenRemindersFallTests
{
    private readonly ReminderRig _rig = new();

    private async Task<List<string>> DaysAsync(PlanItem item, DateOnly from, DateOnly until, Action<DateOnly>? before = null)
    {
        _rig.Plans.Put(TestPlan.Header(), [item]);
        var sent = new List<string>();
        for (var day = from; day <= until; day = day.AddDays(1))
        {
            before?.Invoke(day);
            var count = _rig.Mailer.Sent.Count;
            await _rig.DayAsync(day);
            if (_rig.Mailer.Sent.Count > count)
                sent.Add(day.ToString("ddd d MMM", System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(_rig.Mailer.Sent.Count <= count + 1, $"{day}: more than one digest");
        }

        return sent;
    }

    [Fact]
    public async Task Reminds_on_each_lead_day_and_on_the_day_and_then_on_Mondays()
    {
        var days = await DaysAsync(TestPlan.Item("a", new(2022, 3, 31)), new(2022, 2, 21), new(2022, 4, 12));
        Assert.Equal(["Tue 1 Mar", "Thu 17 Mar", "Thu 24 Mar", "Wed 30 Mar", "Thu 31 Mar", "Mon 4 Apr", "Mon 11 Apr"], days);
    }

    [Fact]
    public async Task Reminds_last_on_Friday_29_October_when_due_on_Sunday_31_October_2021()
    {
        var days = await DaysAsync(TestPlan.Item("6.4", new(2021, 10, 31)), new(2021, 10, 25), new(2021, 10, 31));
        Assert.Equal(["Mon 25 Oct", "Fri 29 Oct"], days);
    }

    [Fact]
    public async Task Sends_from_eight_London_time_on_both_sides_of_the_clock_change()
    {
        _rig.Plans.Put(
            TestPlan.Header(),
            [TestPlan.Item("a", new(2021, 10, 29)), TestPlan.Item("b", new(2021, 11, 1), owner: "deputy")]);
        Assert.Equal(0, (await _rig.TickAsync(new(2021, 10, 29, 6, 45, 0, TimeSpan.Zero))).Sent);
        Assert.Equal(2, (await _rig.TickAsync(new(2021, 10, 29, 7, 0, 0, TimeSpan.Zero))).Sent);
        Assert.Equal(0, (await _rig.TickAsync(new(2021, 11, 1, 7, 45, 0, TimeSpan.Zero))).Sent);
        Assert.Equal(2, (await _rig.TickAsync(new(2021, 11, 1, 8, 0, 0, TimeSpan.Zero))).Sent);
        Assert.Equal(0, (await _rig.TickAsync(new(2022, 3, 28, 17, 0, 0, TimeSpan.Zero))).Sent);
    }

    [Fact]
    public async Task Reminds_before_the_Jubilee_days_when_due_on_one()
    {
        var days = await DaysAsync(TestPlan.Item("a", new(2022, 6, 3)), new(2022, 5, 30), new(2022, 6, 5));
        Assert.Equal(["Mon 30 May", "Wed 1 Jun"], days);
    }

    [Fact]
    public async Task Counts_down_to_the_earliest_plausible_day_and_calls_overdue_only_after_the_latest()
    {
        var item = TestPlan.Item("a", due: new(2022, 3, 31), remindBy: new(2022, 3, 1));
        var days = await DaysAsync(item, new(2022, 2, 28), new(2022, 4, 4));
        Assert.Equal(["Mon 28 Feb", "Tue 1 Mar", "Thu 31 Mar", "Mon 4 Apr"], days);
    }

    [Fact]
    public async Task A_preview_of_tomorrow_does_not_repeat_what_another_instance_has_said()
    {
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 3, 31))]);
        var (today, tomorrow) = (
            new DateTimeOffset(2022, 3, 17, 9, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2022, 3, 18, 9, 0, 0, TimeSpan.Zero));
        var (one, another) = (_rig.Sweep(), _rig.Sweep());

        await one.RunAsync(() => tomorrow, send: false, CancellationToken.None);
        Assert.Equal(1, (await another.RunAsync(() => today, send: true, CancellationToken.None)).Sent);

        Assert.Equal(0, (await one.RunAsync(() => tomorrow, send: true, CancellationToken.None)).Sent);
    }

    [Fact]
    public async Task Stops_once_the_item_is_updated()
    {
        var item = TestPlan.Item("a", new(2022, 3, 31));
        var days = await DaysAsync(item, new(2022, 2, 25), new(2022, 4, 12), day =>
        {
            if (day == new DateOnly(2022, 3, 18) || day == new DateOnly(2022, 4, 5))
                _rig.Plans.Put(
                    "plan",
                    item with
                    {
                        State = item.State with
                        {
                            ReceivedAt = LondonTime.At(day, new(7, 0)),
                            AsAt = LondonTime.At(day, new(7, 0)),
                        },
                    });
        });
        Assert.Equal(["Tue 1 Mar", "Thu 17 Mar", "Mon 4 Apr"], days);
    }

    [Fact]
    public async Task Waits_while_snoozed_and_comes_back_when_the_snooze_ends()
    {
        var item = TestPlan.Item("a", new(2022, 3, 31));
        var snoozed = item with { State = item.State with { SnoozedUntil = new(2022, 3, 21) } };
        _rig.Plans.Put(TestPlan.Header(), [snoozed]);
        await _rig.Plans.CommitAsync(
            new PlanCommit("plan") { DueNew = [new(new(2022, 3, 21), "a", DueList.Snooze)] },
            CancellationToken.None);
        var days = await DaysAsync(snoozed, new(2022, 2, 25), new(2022, 3, 24));
        Assert.Equal(["Mon 21 Mar", "Thu 24 Mar"], days);
    }

    [Fact]
    public async Task Calls_a_review_due_once_a_month_and_never_overdue()
    {
        var days = await DaysAsync(
            TestPlan.Item("6.1", new(2022, 5, 31), type: MilestoneType.Review),
            new(2022, 5, 24),
            new(2022, 7, 10));
        Assert.Equal(["Tue 24 May", "Mon 30 May", "Tue 31 May", "Mon 6 Jun", "Mon 4 Jul"], days);
        Assert.All(_rig.Mailer.Sent, m => Assert.DoesNotContain("overdue", m.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Catches_up_on_the_next_working_day_what_an_outage_kept_back()
    {
        _rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 3, 31))]);
        await _rig.DayAsync(new(2022, 3, 11));
        await _rig.DayAsync(new(2022, 4, 1));
        Assert.Single(_rig.Mailer.Sent);
        Assert.StartsWith("1 deliverable overdue: Title of a", _rig.Mailer.Sent[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moves_a_reminder_when_a_bank_holiday_is_proclaimed()
    {
        var rig = new ReminderRig
        {
            Days = new WorkingDays(new WorkingDayOverrides(new HashSet<DateOnly> { new(2022, 3, 31) }, new HashSet<DateOnly>())),
        };
        rig.Plans.Put(TestPlan.Header(), [TestPlan.Item("a", new(2022, 3, 31))]);
        await rig.DayAsync(new(2022, 3, 30));
        await rig.DayAsync(new(2022, 3, 31));
        Assert.Single(rig.Mailer.Sent);
    }
}
