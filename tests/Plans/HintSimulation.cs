using HubFunctions.Plans;

namespace HubFunctions.Tests.Plans;

/// <summary>Writers with skewed clocks, crashes and slow commits; looks that are late, missed or cut short. No storage, no
/// waiting.</summary>
/// <param name="Overlap">How far a look goes back.</param>
/// <param name="HintFirst">The hint is written before the commit, as it has to be.</param>
internal sealed record HintSimulation(TimeSpan Overlap, bool HintFirst = true)
{
    private const double Ends = 3_600;
    private static readonly DateTimeOffset Start = new(2027, 3, 27, 23, 30, 0, TimeSpan.Zero);
    private static readonly double Fresh = HintTimes.Fresh.TotalSeconds;
    private static readonly double Longest = HintTimes.Longest.TotalSeconds;

    public (int Commits, int Lost, int Late) Run(int seed)
    {
        var random = new Random(seed);
        var hints = new List<(int Plan, double Visible, string Minute)>();
        var commits = Write(random, hints);
        var seen = new double?[commits.Count];
        var completed = Look(random, hints, commits, seen);
        var late = commits
            .Where((commit, i) => seen[i] is { } at && completed.Find(s => s >= commit.At) is > 0 and var first && at > first + 5)
            .Count();
        return (commits.Count, seen.Count(at => at is null), late);
    }

    private List<(double At, int Plan)> Write(Random random, List<(int Plan, double Visible, string Minute)> hints)
    {
        var skew = Enumerable.Range(0, 3).Select(_ => Between(random, -1, 1) * HintTimes.Skew.TotalSeconds).ToArray();
        var writes = Enumerable
            .Range(0, 400)
            .Select(_ => (At: Between(random, 0, Ends), Plan: random.Next(8), Instance: random.Next(3)))
            .Order()
            .ToList();
        var last = new Dictionary<(int, int), double>();
        var commits = new List<(double At, int Plan)>();
        foreach (var (at, plan, instance) in writes)
        {
            var begins = at;
            if (HintFirst)
            {
                if (!last.TryGetValue((plan, instance), out var hinted) || at - hinted > Fresh)
                {
                    hints.Add((plan, at + 0.01, HintTimes.MinuteOf(Start.AddSeconds(at + skew[instance]))));
                    last[(plan, instance)] = at;
                    begins += 0.01;
                }

                if (random.NextDouble() < 0.1)
                    continue;
                double[] takes = [0.01, 0.02, 0.5, 5, Between(random, 0, Longest - 0.1)];
                commits.Add((begins + takes[random.Next(takes.Length)], plan));
            }
            else
            {
                commits.Add((at + 0.02, plan));
                if (random.NextDouble() >= 0.1)
                    hints.Add((plan, at + 0.04, HintTimes.MinuteOf(Start.AddSeconds(at + 0.02 + skew[instance]))));
            }
        }

        return commits;
    }

    /// <returns>When each look that was completed had started.</returns>
    private List<double> Look(
        Random random,
        List<(int Plan, double Visible, string Minute)> hints,
        List<(double At, int Plan)> commits,
        double?[] seen)
    {
        var completed = new List<double>();
        for (var tick = 30.0; tick < Ends + 1_200; tick += 60)
        {
            var started = tick + (random.Next(4) == 0 ? Between(random, 0, 20) : 0);
            if (random.NextDouble() < 0.05 && started < Ends)
            {
                tick += 60 * random.Next(6);
                continue;
            }

            var from = completed is [.., var mark] ? HintTimes.MinuteOf(Start.AddSeconds(mark) - Overlap) : "";
            var plans = hints
                .Where(h => h.Visible <= started && string.CompareOrdinal(h.Minute, from) >= 0)
                .Select(h => h.Plan)
                .Distinct()
                .ToArray();
            random.Shuffle(plans);
            var isCut = random.NextDouble() < 0.1 && started < Ends;
            for (var n = 0; n < (isCut ? plans.Length / 2 : plans.Length); n++)
            {
                var at = started + (0.05 * (n + 1));
                for (var i = 0; i < commits.Count; i++)
                {
                    if (commits[i].Plan == plans[n] && commits[i].At <= at)
                        seen[i] ??= at;
                }
            }

            if (!isCut)
                completed.Add(started);
        }

        return completed;
    }

    private static double Between(Random random, double from, double to) => from + (random.NextDouble() * (to - from));
}
