using HubFunctions.Http;
using HubFunctions.Snapshots;
using Microsoft.Net.Http.Headers;

namespace HubFunctions.LocalRun;

/// <summary>Published files in the local run, with the headers that the public container gives.</summary>
public sealed class DevSnapshots(BlobSnapshotFiles files)
{
    public const string Route = "/dev/snapshots/{**name}";

    /// <summary>GET and HEAD of one file.</summary>
    public async Task<IResult> GetAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag";
        headers.XContentTypeOptions = "nosniff";
        var name = http.Request.RouteValues["name"] as string;
        if (string.IsNullOrEmpty(name)
            || name.Length > 500
            || await files.DownloadAsync(name, http.RequestAborted) is not { } blob)
            return Problems.NotFound("Nothing is published under this name. /dev/snapshots/index.json lists the public plans.");
        headers.CacheControl = blob.CacheControl;
        return Results.Bytes(
            blob.Content.ToMemory(),
            blob.ContentType,
            entityTag: new EntityTagHeaderValue($"\"{blob.ETag.Trim('"')}\""));
    }
}
