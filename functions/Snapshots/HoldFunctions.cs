using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>The publication hold of a plan (pre-election period): the last snapshot stays up, what is new waits.</summary>
public sealed class HoldFunctions(IPlanStore plans, HubClock calendar)
{
    private const int MaxAttempts = 8;

    /// <summary>An optional reason, in the address or as <c>{ "reason": … }</c>, is kept with the hold. A second hold changes
    /// nothing.</summary>
    [Function("HoldPlan")]
    public async Task<IResult> HoldPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/plans/{plan}/hold")] HttpRequest request)
    {
        if (await OptionalBody.IntoQueryAsync(request, "reason") is { } refusal)
            return refusal;
        var reason = request.Query["reason"].ToString();
        return reason.Length > PlanLimits.Name
            ? Problems.BadRequest($"The reason has at most {PlanLimits.Name} characters: shorten it.")
            : await ChangeAsync(request, old => old ?? new Hold(calendar.Now, reason.Length == 0 ? null : reason));
    }

    [Function("ReleasePlan")]
    public async Task<IResult> ReleasePlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/plans/{plan}/hold")] HttpRequest request) =>
        await OptionalBody.IntoQueryAsync(request) ?? await ChangeAsync(request, _ => null);

    private async Task<IResult> ChangeAsync(HttpRequest request, Func<Hold?, Hold?> change)
    {
        var plan = request.Plan();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await plans.FindHeaderAsync(plan, request.Stop()) is not { } header)
                return Problems.NoSuchPlan();
            var hold = change(header.Hold);
            if (hold == header.Hold || await CommitAsync(plan, header, hold, request.Stop()))
                return Results.Json(
                    new
                    {
                        plan,
                        onHold = hold is not null,
                        since = hold?.Since,
                        reason = hold?.Reason,
                    },
                    HubJson.Options);
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
            By = Acting.Name,
            Reason = hold is null ? "Publication hold lifted" : $"Publication hold: {hold.Reason ?? "no reason given"}",
        };
        return await plans.CommitAsync(new PlanCommit(plan) { Header = new HeaderChange(header, header.Plan, hold, entry) }, stop)
            is CommitResult.Committed;
    }
}
