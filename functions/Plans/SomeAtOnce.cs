namespace HubFunctions.Plans;

/// <summary>Asks for many things, some at a time.</summary>
public static class SomeAtOnce
{
    /// <returns>The answers, in the order of what was asked for. One that fails ends the others.</returns>
    public static async Task<TAnswer[]> AskAsync<T, TAnswer>(
        this IEnumerable<T> wanted, int atOnce, Func<T, CancellationToken, Task<TAnswer>> ask, CancellationToken stop)
    {
        var asked = wanted.ToList();
        var answers = new TAnswer[asked.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop };
        await Parallel.ForAsync(0, asked.Count, options, async (i, token) => answers[i] = await ask(asked[i], token));
        return answers;
    }
}
