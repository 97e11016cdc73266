using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The programme office's calls on snapshots.</summary>
public sealed class SnapshotEndpoints(IPlanStore plans, Publisher publisher, SharedFiles shared, SnapshotRebuilder history)
{
    /// <summary>Publishes now what has changed: one plan, or all. Answers what was done and which texts wait.</summary>
    public async Task<IResult> PublishAsync(HttpContext http)
    {
        var stop = http.RequestAborted;
        string? one = http.Request.Query["plan"];
        if (one is not null && !Id.IsValid(one))
            return NoSuchPlan();
        await shared.KeepAsync(stop);
        var results = new List<PublishResult>();
        foreach (var plan in one is null ? await plans.ListAsync(stop) : [one])
        {
            if (await publisher.RunAsync(plan, stop) is { } result)
                results.Add(result);
            else if (one is not null)
                return NoSuchPlan();
        }

        return Results.Json(new { plans = results }, HubJson.Options);
    }

    /// <summary>A past snapshot, made again from stored history: the same bytes as were published.</summary>
    public async Task<IResult> RebuildAsync(HttpContext http)
    {
        var plan = (string)http.Request.RouteValues["plan"]!;
        var known = long.TryParse(http.Request.RouteValues["sequence"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        return known && await history.RebuildAsync(plan, sequence, http.RequestAborted) is { } snapshot
            ? Results.Bytes(CanonicalJson.Write(snapshot), "application/json")
            : Problems.NotFound("The plan has no snapshot with this number. latest.json names the newest.");
    }

    private static IResult NoSuchPlan() => Problems.NotFound("There is no such plan. GET /api/plans lists them.");
}
