using System.Threading.RateLimiting;
using HubFunctions.Hosting;

namespace HubFunctions.Updates;

/// <summary>A token bucket for every partner that has shown who it is; forgers cannot empty it. Real clock.</summary>
public sealed class PartnerRates(HubSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(partner =>
        RateLimitPartition.GetTokenBucketLimiter(partner, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = settings.RequestsPerMinute,
            TokensPerPeriod = Math.Max(1, settings.RequestsPerMinute / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / settings.RequestsPerMinute)),
            QueueLimit = 0,
        }));

    public int PerMinute => settings.RequestsPerMinute;

    /// <returns>Null when the request may go on; else how long to wait.</returns>
    public TimeSpan? Take(string partner)
    {
        using var lease = _buckets.AttemptAcquire(partner);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => _buckets.Dispose();
}
