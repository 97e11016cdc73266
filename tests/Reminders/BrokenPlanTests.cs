using HubFunctions.Reminders;

namespace HubFunctions.Tests.Reminders;

/// <summary>A plan or an item that cannot be read keeps nobody else's reminders back, in a preview neither.</summary>
public sealed class BrokenPlanTests
{
    private static readonly DateTimeOffset Now = new(2022, 4, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly ReminderRig _rig = new();

    public BrokenPlanTests()
    {
        foreach (var plan in new[] { "a", "b" })
            _rig.Plans.Put(
                TestPlan.Header() with
                {
                    Id = plan,
                },
                [TestPlan.Item("1", new(2022, 4, 5)), TestPlan.Item("2", new(2022, 4, 5))]);
    }

    [Theory]
    [InlineData("", "b/1 b/2", true)]
    [InlineData("", "b/1 b/2", false)]
    [InlineData("1", "a/2 b/1 b/2", true)]
    [InlineData("1", "a/2 b/1 b/2", false)]
    public async Task The_others_are_told_and_what_is_broken_is_named(string broken, string told, bool send)
    {
        _rig.Plans.Broken.Add(("a", broken));

        var report = await _rig.TickAsync(Now, send);

        Assert.Equal(
            told,
            string.Join(
                ' ',
                report.Digests.SelectMany(d => d.Lines).Select(l => $"{l.Reminder.Plan.Id}/{l.Reminder.Item.Id}").Order()));
        Assert.Contains(("a", broken.Length == 0 ? null : broken), report.Failures.Select(f => (f.Plan, f.Item)));
        Assert.All(report.Failures, f => Assert.Equal("a", f.Plan));
        Assert.Equal(send ? 1 : 0, _rig.Mailer.Sent.Count);
    }

    [Fact]
    public async Task What_was_broken_is_told_once_it_can_be_read_again()
    {
        _rig.Plans.Broken.Add(("a", "1"));
        await _rig.TickAsync(Now);
        _rig.Plans.Broken.Clear();

        await _rig.TickAsync(Now.AddMinutes(15));
        await _rig.TickAsync(Now.AddDays(1));

        Assert.Contains(_rig.Ledger.Rows, r => r.Day == new DateOnly(2022, 4, 6) && r.Status == LedgerStatus.Sent);
    }
}
