using System.IO.Compression;
using System.Text.Json;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>A plan to keep elsewhere, and back: one JSON file, packed with gzip where the caller says so. Internal: it holds notes and addresses.</summary>
public sealed class BackupEndpoints(PlanBackup backup, PlanRestore restore)
{
    private const string Gzip = "gzip";
    private const long MaxUnpacked = 512 * 1024 * 1024;

    public async Task<IResult> BackUpAsync(HttpContext http)
    {
        var plan = http.Plan();
        if (!await backup.ExistsAsync(plan, http.RequestAborted))
            return Problems.NotFound("There is no plan with this id. GET /api/plans lists them.");
        var packed = http.Request.Headers.AcceptEncoding.ToString().Contains(Gzip, StringComparison.OrdinalIgnoreCase);
        if (packed)
            http.Response.Headers.ContentEncoding = Gzip;
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(stream => WriteAsync(plan, stream, packed, http.RequestAborted), "application/json", $"{plan}.json");
    }

    public async Task<IResult> RestoreAsync(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (!http.Request.HasJsonContentType() || encoding is not ("" or Gzip))
            return Problems.UnsupportedMediaType("Send the backup as application/json, plain or with Content-Encoding: gzip.");
        await using var unpacked = new GZipStream(http.Request.Body, CompressionMode.Decompress, leaveOpen: true);
        Stream body = encoding == Gzip ? new BoundedBody(unpacked, MaxUnpacked) : http.Request.Body;
        try
        {
            var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body, HubJson.Options, http.RequestAborted);
            return await restore.RunAsync(http.Plan(), rows, http.RequestAborted) is RestoreResult.Restored restored
                ? Results.Json(new { plan = http.Plan(), rows = restored.Rows }, HubJson.Options, statusCode: 201)
                : Problems.Conflict("There is a plan with this id. A backup is restored where there is none.");
        }
        catch (FormatException wrong)
        {
            return Problems.BadRequest($"The backup was not restored. {wrong.Message}");
        }
        catch (Exception broken) when (broken is JsonException or InvalidDataException)
        {
            return Problems.BadRequest("The backup was not restored: it is not whole.");
        }
    }

    private async Task WriteAsync(string plan, Stream stream, bool packed, CancellationToken stop)
    {
        await using var target = packed ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : stream;
        await JsonSerializer.SerializeAsync(target, backup.ReadAsync(plan, stop), HubJson.Options, stop);
    }
}
