using System.IO.Compression;
using System.Text.Json;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Plans;

/// <summary>A plan to keep elsewhere, and back: one JSON file, packed with gzip where the caller says so. Internal: it holds
/// notes and addresses.</summary>
public sealed class BackupFunctions(PlanBackup backup, PlanRestore restore, TimeProvider clock)
{
    private const string Gzip = "gzip";
    private const long MaxUnpacked = 512 * 1024 * 1024;

    [Function("BackUpPlan")]
    public async Task<IResult> BackUpPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/plans/{plan}/backup")] HttpRequest request)
    {
        var plan = request.Plan();
        if (!await backup.ExistsAsync(plan, request.Stop()))
            return Problems.NotFound("There is no plan with this id. GET /api/plans lists them.");
        var packed = request.Headers.AcceptEncoding.ToString().Contains(Gzip, StringComparison.OrdinalIgnoreCase);
        if (packed)
            request.Answer().ContentEncoding = Gzip;
        return Results.Stream(stream => WriteAsync(plan, stream, packed, request.Stop()), "application/json", $"{plan}.json");
    }

    [Function("RestorePlan"), MaxBody(100 * 1024 * 1024)]
    public async Task<IResult> RestorePlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/plans/{plan}/restore")] HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (!request.HasJsonContentType() || encoding is not ("" or Gzip))
            return Problems.UnsupportedMediaType("Send the backup as application/json, plain or with Content-Encoding: gzip.");
        await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        Stream body = encoding == Gzip ? new BoundedBody(unpacked, MaxUnpacked) : request.Body;
        try
        {
            return
                await RunLimit.RunAsync(stop => RestoreAsync(request.Plan(), body, stop), clock, request.Stop())
                    is RestoreResult.Restored restored
                ? Results.Json(new { plan = request.Plan(), rows = restored.Rows }, HubJson.Options, statusCode: 201)
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

    private Task<RestoreResult> RestoreAsync(string plan, Stream body, CancellationToken stop) =>
        restore.RunAsync(plan, JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body, HubJson.Options, stop), stop);

    private async Task WriteAsync(string plan, Stream stream, bool packed, CancellationToken stop)
    {
        await using var target = packed ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : stream;
        await JsonSerializer.SerializeAsync(target, backup.ReadAsync(plan, stop), HubJson.Options, stop);
    }
}
