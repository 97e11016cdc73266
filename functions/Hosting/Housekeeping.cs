using System.Runtime.ExceptionServices;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>The nightly timer: lets every feature delete what is past its time. What one cannot do must not keep the others from
/// theirs.</summary>
public sealed partial class Housekeeping(IEnumerable<IRetention> retentions, TimeProvider clock, ILogger<Housekeeping> log)
{
    /// <summary>Of each; together they stay below the limit of a timer's run.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <exception cref="StorageUnavailableException">One of them could not reach storage; all were tried.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        ExceptionDispatchInfo? failure = null;
        foreach (var retention in retentions)
        {
            using var limit = new CancellationTokenSource(Longest, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
            try
            {
                Expired(log, retention.Name, await retention.ExpireAsync(either.Token));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                Unfinished(log, retention.Name);
            }
            catch (Exception unavailable) when (StorageUnavailableException.Is(unavailable))
            {
                Failed(log, retention.Name, StorageUnavailableException.StatusOf(unavailable));
                failure = ExceptionDispatchInfo.Capture(unavailable);
            }
        }

        failure?.Throw();
    }

    [LoggerMessage(1, LogLevel.Information, "Housekeeping of {Retention}: {Count} expired")]
    private static partial void Expired(ILogger log, string retention, int count);

    [LoggerMessage(2, LogLevel.Information, "Housekeeping of {Retention} goes on at the next run")]
    private static partial void Unfinished(ILogger log, string retention);

    [LoggerMessage(3, LogLevel.Warning, "Housekeeping of {Retention} could not reach storage (status {Status})")]
    private static partial void Failed(ILogger log, string retention, int status);
}
