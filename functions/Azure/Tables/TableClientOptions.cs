using Azure.Core;
using HubFunctions.Plans;

namespace HubFunctions.Azure.Tables;

/// <summary>
/// Bounds of one call: each try may take <c>Retry.NetworkTimeout</c> (5 s), there are up to <c>Retry.MaxRetries</c> (3)
/// more on 408, 429, 500, 502, 503, 504 and lost connections, and all together, waits that the service asks for
/// included, end at <see cref="TotalTimeout"/>.
/// </summary>
public sealed class TableClientOptions : ClientOptions
{
    public TableClientOptions()
    {
        Transport = StorageTransport.Shared;
        Retry.Mode = RetryMode.Exponential;
        Retry.MaxRetries = 3;
        Retry.Delay = TimeSpan.FromMilliseconds(200);
        Retry.MaxDelay = TimeSpan.FromSeconds(2);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(5);
    }

    /// <summary>Real time, 15 s: less than a webhook's sender waits, so that it gets a 503 rather than silence.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(15);
}
