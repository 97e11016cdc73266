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
            Enumerable.Range(0, open).Select(n => TestPlan.Item($"i{n}", n < 100 ? new(2022, 4, 5) : new DateOnly(2023, 1, 1).AddDays(n % 3_000))));
        await rig.TickAsync(Now);
        var first = rig.Plans.Requests;
        await rig.TickAsync(Now.AddMinutes(15));
        Assert.Single(rig.Mailer.Sent);
        return (first, rig.Plans.Requests - first);
    }
}
