namespace HubFunctions.Tests.Support;

public sealed class CutPointTests
{
    private static readonly string[] Steps = [.. Enumerable.Range(0, 40).Select(n => n == 20 ? "the commit" : $"step {n}")];

    [Fact]
    public void The_first_the_last_and_both_sides_of_a_commit_are_always_cut()
    {
        for (var seed = 0; seed < 50; seed++)
            Assert.Empty(((int[])[0, 20, 21, 39]).Except(CutPoints.Of(Steps, $"{seed}", ["commit"])));
    }

    [Fact]
    public void All_cuts_at_each_step() => Assert.Equal(Enumerable.Range(0, 40), CutPoints.Of(Steps, "all", ["commit"]));

    [Fact]
    public void The_seeds_together_reach_every_step() =>
        Assert.Equal(40, Enumerable.Range(0, 600).SelectMany(seed => CutPoints.Of(Steps, $"{seed}", [])).Distinct().Count());
}
