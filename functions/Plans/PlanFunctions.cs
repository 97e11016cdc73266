using System.Globalization;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Plans;

/// <summary>The programme office's calls on plans.</summary>
public sealed class PlanFunctions(
    IPlanStore store,
    TablePlanSummaries summaries,
    PlanEntry entry,
    HubClock calendar,
    TimeProvider clock)
{
    [Function("PutPlan")]
    public async Task<IResult> PutPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/plans/{plan}")] HttpRequest request)
    {
        var id = request.Plan();
        if (!request.HasJsonContentType())
            return Problems.UnsupportedMediaType("Send the plan as application/json; a spreadsheet goes to /import.");
        var (plan, errors, unknown) = await InputJson.ReadNamingUnknownAsync<PlanDefinition>(request.Body, request.Stop());
        if (plan is not null)
            errors = PlanValidation.Check(plan, id);
        return plan is null || errors.Count > 0
            ? Problems.BadRequest("The plan was not taken: see errors.", errors)
            : await EnterAsync(request, plan, unknown);
    }

    [Function("GetPlans")]
    public async Task<IResult> GetPlansAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/plans")] HttpRequest request)
    {
        var read = await summaries.ReadAsync(request.Stop());
        return Results.Json(new PlanList(read.Found, read.UnreadOrNull), HubJson.Options);
    }

    [Function("GetPlan")]
    public async Task<IResult> GetPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/plans/{plan}")] HttpRequest request) =>
        await store.FindAsync(request.Plan(), request.Stop()) is { } plan
        ? Results.Json(PlanView.Of(plan, calendar.Today), HubJson.Options)
        : Problems.NotFound("There is no plan with this id. GET /api/plans lists them.");

    private async Task<IResult> EnterAsync(HttpRequest request, PlanDefinition plan, IReadOnlyList<string> warnings)
    {
        if (request.DryRun() is not { } dryRun)
            return Requests.NeitherTrueNorFalse();
        var difference = await RunLimit.RunAsync(
            async stop => dryRun ? await entry.PreviewAsync(plan, stop) : await entry.EnterAsync(plan, stop),
            clock,
            request.Stop());
        if (difference is null)
            return Problems.Unavailable("The plan kept changing while it was entered. Send it again.");
        if (difference.Errors.Count > 0)
            return Problems.Unprocessable("The plan was not taken: it does not fit into storage.", difference.Errors);
        var created = difference.Before is null && !dryRun;
        if (created)
            request.Answer().Location = string.Create(CultureInfo.InvariantCulture, $"/api/plans/{plan.Id}");
        return Results.Json(
            PlanEntered.Of(plan, difference, dryRun) with
            {
                Warnings = warnings,
            },
            HubJson.Options,
            statusCode: created ? 201 : 200);
    }
}
