using System.Diagnostics;
using Azure.Core.Pipeline;

namespace HubFunctions.Plans;

/// <summary>One connection pool for tables and blobs. Idle connections close before the service's side drops them.</summary>
public static class StorageTransport
{
    public static HttpClientTransport Shared { get; } = new(new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 100,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    })
    { Timeout = Timeout.InfiniteTimeSpan });
}
