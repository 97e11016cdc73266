using System.Globalization;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Reminders;

/// <summary>Proves the guarantee stated on <see cref="IReminderLedger"/>: 1,000 days over the five sample plans, two instances,
/// ticks that are late, doubled and skipped, days wholly missed, updates in between, a provider that refuses, hangs and breaks
/// off, instances that stand still beyond their lease, and a crash a day where the next step in turn is reached, sometimes a
/// second one while taking over. Time passes within a run.</summary>
public sealed class ThousandDaysTests
{
    private static readonly DateOnly First = new(2021, 10, 1);
    private const int Days = 1_000;

    private readonly ITestOutputHelper _output;
    private readonly ReminderRig _rig = new();
    private readonly Random _random = new(20211001);
    private readonly FickleMailer _mailer;
    private readonly Dictionary<string, int> _deaths = [];
    private readonly Dictionary<string, int> _frozen = [];
    private readonly List<DateOnly> _swept = [];
    private int _ticks;
    private int _doubtful;
    private int _next;

    private static readonly string[] Points =
    [
        .. new[] { "reserve", "send", "confirm", "mark", "state", "read", "send", "confirm", "reserve" }.SelectMany(p =>
            new[] { $"before {p}", $"after {p}" }),
    ];

    public ThousandDaysTests(ITestOutputHelper output)
    {
        _output = output;
        _mailer = new FickleMailer(_rig.Mailer, _rig.Clock, _random);
    }

    [Fact]
    public async Task No_reminder_is_missed_and_none_doubled_beyond_the_confirmations_that_crashes_lost()
    {
        foreach (var (plan, items) in SamplePlans.Read())
            _rig.Plans.Put(plan, items);
        var expected = new List<(string Key, DateOnly From)>();
        var missed = new List<string>();

        for (var day = First; day < First.AddDays(Days); day = day.AddDays(1))
        {
            Report(day);
            var outage = _random.Next(40) == 0;
            if (!outage)
                await DayAsync(day);
            if (_rig.Days.IsWorkingDay(day))
                Expect(day, outage, expected, missed);
        }

        var sent = _rig.Ledger.Rows.Where(r => r.Status == LedgerStatus.Sent).ToList();
        var saidTwice = sent.SelectMany(r => r.Covers).GroupBy(h => h).Count(g => g.Count() > 1);
        var handed = _rig.Mailer.Sent;
        var copies = handed.Count - handed.Select(m => m.MessageId).Distinct().Count();
        var lost =
            _deaths.GetValueOrDefault("after send")
            + _deaths.GetValueOrDefault("before confirm")
            + _frozen.GetValueOrDefault("before send")
            + _frozen.GetValueOrDefault("after send")
            + _frozen.GetValueOrDefault("before confirm")
            + _mailer.TakenInSilence;
        _output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Days} days, {_ticks} ticks, {handed.Count} mails, {expected.Count} reminders expected, {missed.Count} missed, "
                    + $"{saidTwice} said twice, {copies} copies for {lost} lost confirmations, {_doubtful} days that ended in "
                    + $"doubt"));
        foreach (var (point, count) in _deaths.OrderBy(d => d.Key))
            _output.WriteLine($"died {point}: {count}");
        foreach (var (point, count) in _frozen.OrderBy(d => d.Key))
            _output.WriteLine($"stood still {point}: {count}");
        foreach (var (fate, count) in _mailer.Fates.OrderBy(d => d.Key))
            _output.WriteLine($"mail {fate}: {count}");

        Assert.Empty(missed);
        Assert.Equal(0, saidTwice);
        Assert.True(copies <= lost, $"{copies} copies, {lost} lost confirmations");
        Assert.DoesNotContain(_rig.Ledger.Rows, r => r.Attempts > LedgerRow.MaxAttempts);
        Assert.All(handed.GroupBy(m => m.MessageId), mail => Assert.InRange(mail.Count(), 1, LedgerRow.MaxAttempts));
        Assert.All(
            ["refused", "broken off", "broken off after taking", "hung"],
            fate => Assert.True(_mailer.Fates.GetValueOrDefault(fate) >= 3, fate));
        Assert.True(_frozen.Values.Sum() > 10, "Too few instances stood still.");
        Assert.All(
            handed.GroupBy(m => (m.To, m.MessageId.Split('.')[1])),
            day => Assert.Single(day.Select(m => m.MessageId).Distinct()));
        Assert.All(
            [
                "before reserve", "after reserve", "before send", "after send", "before confirm", "after confirm",
                "before take over", "after take over", "before mark", "after mark",
            ],
            point => Assert.True(_deaths.GetValueOrDefault(point) >= 3, $"{_deaths.GetValueOrDefault(point)} crashes {point}"));
        Assert.True(expected.Count > 500 && handed.Count > 300, "The run proved too little.");
    }

    private async Task DayAsync(DateOnly day)
    {
        var deaths = 0;
        for (var at = LondonTime.At(day, new(6, 0)); at < LondonTime.At(day, new(20, 0)); at = at.AddMinutes(15))
        {
            if (_random.Next(5) == 0)
                continue;
            var late = at.AddSeconds(_random.Next(600));
            var runs = _random.Next(10) == 0 ? 2 : 1;
            for (var run = 0; run < runs; run++)
                deaths += await TickAsync(late, deaths) ? 1 : 0;
        }

        if (_rig.Days.IsWorkingDay(day))
            _swept.Add(day);
    }

    /// <summary>Two instances: the second runs whole in the middle of the first, at another step each time.</summary>
    private async Task<bool> TickAsync(DateTimeOffset at, int deaths)
    {
        _rig.Now = at > _rig.Now ? at : _rig.Now;
        var meet = _random.Next(1, 16);
        var standsStill = _random.Next(8) == 0;
        var dieAt = deaths switch
        {
            0 => Points[_next % Points.Length],
            1 => _next % 4 == 0 ? "before take over" : _next % 4 == 1 ? "after take over" : null,
            _ => null,
        };
        var first = Process(dieAt, (step, point) =>
        {
            if (step != meet)
                return;
            if (standsStill)
            {
                _frozen[point] = _frozen.GetValueOrDefault(point) + 1;
                _rig.Clock.Advance(LedgerRow.Lease + TimeSpan.FromMinutes(1));
            }

            RunAsync(Process(dieAt: null, (_, _) => { })).GetAwaiter().GetResult();
        });
        await RunAsync(first);
        if (!first.IsDead)
            return false;
        _deaths[first.DiedAt!] = _deaths.GetValueOrDefault(first.DiedAt!) + 1;
        _next += deaths == 0 ? 1 : 0;
        return true;
    }

    private FragileProcess Process(string? dieAt, Action<int, string> atStep) => new(_rig.Ledger, _mailer, dieAt, (step, point) =>
    {
        _rig.Clock.Advance(TimeSpan.FromSeconds(_random.Next(12)));
        atStep(step, point);
    });

    private async Task RunAsync(FragileProcess process)
    {
        _ticks++;
        try
        {
            await _rig.Sweep(process.Ledger, process.Mailer)
                .RunAsync(() => _rig.Now, send: true, CancellationToken.None, senders: 1);
        }
        catch (Exception) when (process.IsDead)
        {
            // What a dead process does no longer counts.
        }
    }

    /// <summary>Now and then somebody reports before sending hours; some of it completes the item.</summary>
    private void Report(DateOnly day)
    {
        if (_random.Next(6) != 0)
            return;
        var plans = SamplePlanIds;
        var plan = plans[_random.Next(plans.Length)];
        var items = _rig.Plans.ItemsOf(plan).Where(i => !i.State.IsClosed()).ToList();
        if (items.Count == 0)
            return;
        var item = items[_random.Next(items.Count)];
        var at = LondonTime.At(day, new(5, 0));
        _rig.Now = at;
        _rig.Plans.Put(
            plan,
            item with
            {
                State = item.State with
                {
                    AsAt = at,
                    ReceivedAt = at,
                    Lifecycle = _random.Next(8) == 0 ? Lifecycle.Complete : Lifecycle.InProgress,
                },
            });
    }

    private static readonly string[] SamplePlanIds = [.. SamplePlans.Read().Select(p => p.Plan.Id)];

    /// <summary>What the rules ask for, worked out day by day without the code under test, and held to the ledger on the first
    /// day that was not an outage.</summary>
    private void Expect(DateOnly day, bool outage, List<(string Key, DateOnly From)> expected, List<string> missed)
    {
        if (outage)
            return;
        var last = _swept.Count > 1 ? _swept[^2] : First.AddDays(-1);
        if (_rig.Ledger.Rows.Any(r => r.Day == day && r.Status != LedgerStatus.Sent))
        {
            // Still in doubt when the day ended: the next working day has to say it.
            _swept.Remove(day);
            _doubtful++;
            return;
        }

        var said = _rig.Ledger.Rows.Where(r => r.Status == LedgerStatus.Sent).SelectMany(r => r.Covers).ToHashSet();
        foreach (var plan in SamplePlanIds)
        {
            foreach (var item in _rig.Plans.ItemsOf(plan).Where(i => !i.State.IsClosed()))
            {
                foreach (
                    var milestone in item.State.Milestones.Where(m =>
                        m.IsOpen() && m.RemindBy is not null && m.Type != MilestoneType.Review))
                {
                    if (Newest(milestone, last, day) is not { } occasion || Silent(item, milestone, occasion))
                        continue;
                    var key = $"{plan}/{item.Id}/{milestone.Id}/{(occasion.Overdue ? 'b' : 'a')}{occasion.Nominal:yyyyMMdd}/0";
                    expected.Add((key, day));
                    if (!said.Contains(LedgerRow.Hash(key)))
                        missed.Add($"{day}: {key}");
                }
            }
        }
    }

    /// <summary>The newest occasion whose working day lies after the last sweep and not after today.</summary>
    private (DateOnly Nominal, bool Overdue)? Newest(Milestone milestone, DateOnly last, DateOnly today)
    {
        (DateOnly Nominal, bool Overdue)? newest = null;
        var (remindBy, due) = (milestone.RemindBy!.Value, milestone.Due!.Value);
        for (var nominal = last.AddDays(-10); nominal <= today.AddDays(10); nominal = nominal.AddDays(1))
        {
            var lead = remindBy.DayNumber - nominal.DayNumber;
            if (lead is 30 or 14 or 7 or 1 or 0 || nominal == due)
            {
                var working = nominal;
                while (!_rig.Days.IsWorkingDay(working))
                    working = working.AddDays(-1);
                if (working > last && working <= today)
                    newest = (nominal, false);
            }
            else if (nominal > due && nominal.DayOfWeek == DayOfWeek.Monday)
            {
                var working = nominal;
                while (!_rig.Days.IsWorkingDay(working))
                    working = working.AddDays(1);
                if (working > last && working <= today)
                    newest = (nominal, true);
            }
        }

        return newest;
    }

    private bool Silent(PlanItem item, Milestone milestone, (DateOnly Nominal, bool Overdue) occasion)
    {
        if (item.State.ReceivedAt is not { } at)
            return false;
        var starts = milestone.RemindBy!.Value.AddDays(-30);
        while (!_rig.Days.IsWorkingDay(starts))
            starts = starts.AddDays(-1);
        return LondonTime.DateOf(at) is var updated && (occasion.Overdue ? updated > milestone.Due : updated >= starts);
    }
}
