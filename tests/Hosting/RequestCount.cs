using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>Requests to storage by what they cost: to tables, reads of blobs, writes of blobs.</summary>
internal readonly record struct RequestCount(double Tables, double BlobReads = 0, double BlobWrites = 0)
{
    public static RequestCount operator +(RequestCount a, RequestCount b) =>
        new(a.Tables + b.Tables, a.BlobReads + b.BlobReads, a.BlobWrites + b.BlobWrites);

    public static RequestCount operator *(double times, RequestCount a) =>
        new(times * a.Tables, times * a.BlobReads, times * a.BlobWrites);

    /// <summary>What <paramref name="act"/> asks of the storage account.</summary>
    public static async Task<RequestCount> OfAsync(string connection, Func<Task> act)
    {
        var tables = connection.Split(';').Single(p => p.StartsWith("TableEndpoint=", StringComparison.Ordinal))[
            "TableEndpoint=".Length..
        ];
        using var requests = new StorageRequests(connection);
        await act();
        var blobs = requests.All.Where(r => !r.Url.StartsWith(tables, StringComparison.Ordinal)).ToList();
        var reads = blobs.Count(r => r.Method is "GET" or "HEAD");
        return new RequestCount(requests.All.Count - blobs.Count, reads, blobs.Count - reads);
    }
}
