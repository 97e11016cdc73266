using System.Threading.RateLimiting;

namespace HubFunctions.Updates;

/// <summary>A token bucket for every partner that has shown who it is; forgers cannot empty it. Real clock.</summary>
public sealed class PartnerRates(PartnerOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(partner =>
        RateLimitPartition.GetTokenBucketLimiter(partner, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerMinute,
            TokensPerPeriod = Math.Max(1, options.RequestsPerMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / options.RequestsPerMinute)),
            QueueLimit = 0,
        }));

    public int PerMinute => options.RequestsPerMinute;

    /// <returns>Null when the request may go on; else how long to wait.</returns>
    public TimeSpan? Take(string partner)
    {
        using var lease = _buckets.AttemptAcquire(partner);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero
            ? wait
            : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => _buckets.Dispose();
}
