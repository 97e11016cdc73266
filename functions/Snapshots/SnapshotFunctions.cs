using System.Globalization;
using System.Runtime.ExceptionServices;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>The timer that publishes, and the programme office's calls on snapshots.</summary>
public sealed class SnapshotFunctions(
    IPlanStore plans,
    Publisher publisher,
    PublishBatch batch,
    SharedFiles shared,
    SnapshotJob job,
    SnapshotRebuilder history,
    TimeProvider clock)
{
    [Function("PublishSnapshots")]
    public Task PublishSnapshotsAsync([TimerTrigger("30 */1 * * * *")] TimerInfo timer, CancellationToken stop) =>
        RunLimit.RunAsync(job.RunAsync, clock, stop);

    /// <summary>Publishes now what has changed: one plan, or all. Answers what was done and which texts wait.</summary>
    [Function("PublishNow")]
    public async Task<IResult> PublishNowAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/snapshots")] HttpRequest request)
    {
        if (await OptionalBody.IntoQueryAsync(request, "plan") is { } refusal)
            return refusal;
        string? one = request.Query["plan"];
        return one is not null && !Id.IsValid(one)
            ? Problems.NoSuchPlan()
            : await RunLimit.RunAsync(stop => PublishAsync(one, stop), clock, request.Stop());
    }

    /// <summary>A past snapshot, made again from stored history: the same bytes as were published.</summary>
    [Function("RebuildSnapshot")]
    public async Task<IResult> RebuildSnapshotAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/plans/{plan}/snapshots/{sequence}")]
            HttpRequest request)
    {
        var plan = request.Plan();
        var known = long.TryParse(request.Route("sequence"), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        if (known && await history.RebuildAsync(plan, sequence, request.Stop()) is { } rebuilt)
            return rebuilt.IsErased
                ? Problems.Of(
                    410,
                    "Erased",
                    "A text was erased from this snapshot, so it is never made again. Its file under history/ is what remains.")
                : Results.Bytes(CanonicalJson.Write(rebuilt.Snapshot), "application/json");
        return Problems.NotFound("The plan has no snapshot with this number. latest.json names the newest.");
    }

    private async Task<IResult> PublishAsync(string? one, CancellationToken stop)
    {
        await shared.KeepAsync(stop);
        if (one is not null)
            return await publisher.RunAsync(one, stop) is { } result ? Answer([result]) : Problems.NoSuchPlan();
        var all = await batch.RunAsync(await plans.ListAsync(stop), stop);
        if (all.Select(r => r.Error).FirstOrDefault(e => e is not null) is { } error)
            ExceptionDispatchInfo.Throw(error);
        return Answer([.. all.Select(r => r.Result).OfType<PublishResult>().OrderBy(r => r.Plan, StringComparer.Ordinal)]);
    }

    private static IResult Answer(IReadOnlyList<PublishResult> results) => Results.Json(new { plans = results }, HubJson.Options);
}
