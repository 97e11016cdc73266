using System.Globalization;

namespace HubFunctions.Tests.Support;

/// <summary>At which of its steps a run is cut short, in tests that cut it at one after another. <c>HUB_CUTS=all</c> takes each;
/// by default the first, the last, those beside a commit, and one by chance. <c>HUB_CUTS=7</c> draws others.</summary>
internal static class CutPoints
{
    private const int ByChance = 1;
    private const int Seed = 18;

    /// <param name="steps">What an undisturbed run did, in its order.</param>
    /// <param name="commits">What the names of those steps contain after which something counts as stored.</param>
    /// <returns>Ascending, from 0.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<string> steps, params string[] commits) =>
        Of(steps, Environment.GetEnvironmentVariable("HUB_CUTS"), commits);

    internal static IReadOnlyList<int> Of(IReadOnlyList<string> steps, string? wanted, string[] commits)
    {
        Assert.NotEmpty(steps);
        if (wanted == "all")
            return [.. Enumerable.Range(0, steps.Count)];
        var seed = wanted is null ? Seed : int.Parse(wanted, CultureInfo.InvariantCulture);
        var places = new SortedSet<int>(Drawn(steps.Count, new Random(seed))) { 0, steps.Count - 1 };
        for (var n = 0; n < steps.Count; n++)
        {
            if (Array.Exists(commits, name => steps[n].Contains(name, StringComparison.Ordinal)))
                places.UnionWith([n, Math.Min(n + 1, steps.Count - 1)]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Cut at {string.Join(' ', places)} of {steps.Count} steps, seed {seed}");
        return [.. places];
    }

    private static IEnumerable<int> Drawn(int steps, Random random) =>
        Enumerable.Range(0, ByChance).Select(_ => random.Next(steps));
}
