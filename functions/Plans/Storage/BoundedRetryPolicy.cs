using Azure.Core;
using Azure.Core.Pipeline;

namespace HubFunctions.Plans;

/// <summary>
/// Up to three more tries on 408, 429, 500, 502, 503, 504 and lost connections, all within a total time (real time):
/// no pause begins that would not end within it, one that the service asks for (Retry-After) included.
/// </summary>
internal sealed class BoundedRetryPolicy : RetryPolicy
{
    private const int MaxRetries = 3;
    private readonly TimeSpan _total;
    private readonly TimeSpan _each;
    private readonly DelayStrategy _pauses;

    /// <param name="total">Of a call, its tries and pauses.</param>
    /// <param name="each">Of one try.</param>
    /// <param name="pause">The first, else 200 ms; each further one is twice as long.</param>
    public BoundedRetryPolicy(TimeSpan total, TimeSpan each, TimeSpan? pause = null)
        : this(total, each, Pauses(pause ?? TimeSpan.FromMilliseconds(200)))
    {
    }

    private BoundedRetryPolicy(TimeSpan total, TimeSpan each, DelayStrategy pauses)
        : base(MaxRetries, pauses) => (_total, _each, _pauses) = (total, each, pauses);

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        message.SetProperty(typeof(BoundedRetryPolicy), TimeProvider.System.GetTimestamp());
        return base.ProcessAsync(message, pipeline);
    }

    protected override ValueTask OnSendingRequestAsync(HttpMessage message)
    {
        var left = Left(message);
        message.NetworkTimeout = left > _each ? _each : left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
        return default;
    }

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception)
        && Pause(message) < Left(message);

    private TimeSpan Pause(HttpMessage message) =>
        _pauses.GetNextDelay(message.HasResponse ? message.Response : null, message.ProcessingContext.RetryNumber + 1);

    private TimeSpan Left(HttpMessage message) =>
        message.TryGetProperty(typeof(BoundedRetryPolicy), out var since) && since is long from
            ? _total - TimeProvider.System.GetElapsedTime(from)
            : _total;

    private static DelayStrategy Pauses(TimeSpan first) => DelayStrategy.CreateExponentialDelayStrategy(first, 10 * first);
}
