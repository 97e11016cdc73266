using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans;

public sealed class HintSimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void The_first_completed_look_after_a_commit_sees_it()
    {
        var (commits, lost, late) = Run(new HintSimulation(HintTimes.Overlap));
        Assert.InRange(commits, 30_000, 40_000);
        Assert.Equal((0, 0), (lost, late));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(0)]
    public void A_look_that_goes_back_less_far_loses_commits(int seconds) =>
        Assert.NotEqual(
            (0, 0),
            Run(new HintSimulation(TimeSpan.FromSeconds(seconds))) is var (_, lost, late) ? (lost, late) : default);

    [Fact]
    public void A_hint_that_is_written_after_its_commit_loses_commits() =>
        Assert.NotEqual(0, Run(new HintSimulation(HintTimes.Overlap, HintFirst: false)).Lost);

    private (int Commits, int Lost, int Late) Run(HintSimulation simulation)
    {
        var runs = Enumerable.Range(0, 100).Select(simulation.Run).ToList();
        var sum = (runs.Sum(r => r.Commits), runs.Sum(r => r.Lost), runs.Sum(r => r.Late));
        output.WriteLine($"{simulation}: {sum} (commits, never seen, seen later than by the first completed look)");
        return sum;
    }
}
