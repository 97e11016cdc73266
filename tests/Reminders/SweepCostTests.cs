namespace HubFunctions.Tests.Reminders;

public sealed class SweepCostTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2022, 4, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_sweep_costs_what_is_due_and_not_what_is_open()
    {
        var few = await RequestsAsync(open: 1_000);
        var many = await RequestsAsync(open: 100_000);
        output.WriteLine($"1,000 open: {few}; 100,000 open: {many} (100 due in each)");
        Assert.Equal(few, many);
    }

    private static async Task<(int First, int Next)> RequestsAsync(int open)
    {
        var rig = new ReminderRig();
        rig.Plans.Put(
            TestPlan.Header(),
            Enumerable
                .Range(0, open)
                .Select(n => TestPlan.Item($"i{n}", n < 100 ? new(2022, 4, 5) : new DateOnly(2023, 1, 1).AddDays(n % 3_000))));
        await rig.TickAsync(Now);
        var first = rig.Plans.Requests;
        await rig.TickAsync(Now.AddMinutes(15));
        Assert.Single(rig.Mailer.Sent);
        return (first, rig.Plans.Requests - first);
    }

    [Fact]
    public async Task A_later_tick_of_thirty_thousand_plans_asks_for_what_changed()
    {
        const int plans = 30_000;
        var rig = new ReminderRig();
        for (var n = 0; n < plans; n++)
            rig.Plans.Put(
                TestPlan.Header() with
                {
                    Id = $"plan{n}",
                },
                [TestPlan.Item("i1", n < 100 ? new(2022, 4, 5) : new DateOnly(2030, 1, 1))]);
        await rig.TickAsync(Now);
        Assert.NotEmpty(rig.Mailer.Sent);
        var first = rig.Plans.Requests;
        Assert.True(first > plans);

        await rig.TickAsync(Now.AddMinutes(15));
        var quiet = rig.Plans.Requests - first;
        rig.Plans.Put("plan7", TestPlan.Item("i2", new(2022, 4, 5)));
        await rig.TickAsync(Now.AddMinutes(30));
        var changed = rig.Plans.Requests - first - quiet;

        output.WriteLine($"First {first}, quiet {quiet}, one plan changed {changed} requests of plans.");
        Assert.InRange(quiet, 1, 10);
        Assert.InRange(changed, 2, 10);
    }
}
