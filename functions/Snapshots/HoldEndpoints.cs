using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The publication hold of a plan (pre-election period): the last snapshot stays up, what is new waits.</summary>
public sealed class HoldEndpoints(IPlanStore plans, HubClock calendar)
{
    private const int MaxAttempts = 8;

    /// <summary>An optional <c>?reason=</c> is kept with the hold. A second hold changes nothing.</summary>
    public Task<IResult> HoldAsync(HttpContext http)
    {
        var reason = http.Request.Query["reason"].ToString();
        return reason.Length > PlanLimits.Name
            ? Task.FromResult(Problems.BadRequest($"The reason is longer than {PlanLimits.Name} characters."))
            : ChangeAsync(http, old => old ?? new Hold(calendar.Now, reason.Length == 0 ? null : reason));
    }

    public Task<IResult> ReleaseAsync(HttpContext http) => ChangeAsync(http, _ => null);

    private async Task<IResult> ChangeAsync(HttpContext http, Func<Hold?, Hold?> change)
    {
        var plan = (string)http.Request.RouteValues["plan"]!;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await plans.FindHeaderAsync(plan, http.RequestAborted) is not { } header)
                return Problems.NotFound("There is no such plan. GET /api/plans lists them.");
            var hold = change(header.Hold);
            if (hold == header.Hold || await CommitAsync(plan, header, hold, http.RequestAborted))
                return Results.Json(new { plan, onHold = hold is not null, since = hold?.Since, reason = hold?.Reason }, HubJson.Options);
        }

        return Problems.Conflict("The plan is being changed by others at this moment. Send the call again.");
    }

    private async Task<bool> CommitAsync(string plan, StoredHeader header, Hold? hold, CancellationToken stop)
    {
        var entry = new HistoryEntry
        {
            Sequence = header.Sequence + 1,
            Kind = HistoryKind.Definition,
            At = calendar.Now,
            By = "office",
            Reason = hold is null ? "Publication hold lifted" : $"Publication hold: {hold.Reason ?? "no reason given"}",
        };
        return await plans.CommitAsync(new PlanCommit(plan) { Header = new HeaderChange(header, header.Plan, hold, entry) }, stop) is CommitResult.Committed;
    }
}
