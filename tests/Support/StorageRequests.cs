using System.Collections.Concurrent;
using System.Diagnostics;

namespace HubFunctions.Tests.Support;

/// <summary>The requests of this process to one storage account.</summary>
internal sealed class StorageRequests : IDisposable
{
    private readonly ActivityListener _listener;

    public StorageRequests(string connection)
    {
        var name = connection.Split(';').Single(p => p.StartsWith("AccountName=", StringComparison.Ordinal))[
            "AccountName=".Length..
        ];
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("url.full") is string url && url.Contains($"/{name}/", StringComparison.Ordinal))
                    All.Add(new StorageRequest((string)activity.GetTagItem("http.request.method")!, url, activity.Duration));
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ConcurrentBag<StorageRequest> All { get; } = [];

    public void Dispose() => _listener.Dispose();
}

internal sealed record StorageRequest(string Method, string Url, TimeSpan Time)
{
    public bool IsTransaction => Url.EndsWith("$batch", StringComparison.Ordinal);

    public string Kind => IsTransaction ? "transactions" : Url.Contains("/Hub", StringComparison.Ordinal) ? "rows" : "blobs";
}
