namespace HubFunctions.Plans;

/// <summary>Ends long work before the Functions host does: over <c>functionTimeout</c> (host.json: 5 minutes) it kills the
/// worker, with every other call under way.</summary>
public static class RunLimit
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <exception cref="RunLimitException">The work took longer.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, TimeProvider clock, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException late) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new RunLimitException(late);
        }
    }

    /// <exception cref="RunLimitException">The work took longer.</exception>
    public static Task RunAsync(Func<CancellationToken, Task> work, TimeProvider clock, CancellationToken stop) => RunAsync(
        async token =>
        {
            await work(token);
            return true;
        },
        clock,
        stop);
}

public sealed class RunLimitException(Exception cause)
    : TimeoutException($"It took longer than {RunLimit.Longest.TotalMinutes:0} minutes and was ended.", cause);
