using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>The programme office's calls on plans.</summary>
public sealed class PlanEndpoints(IPlanStore store, PlanEntry entry, HubClock calendar)
{
    public async Task<IResult> PutAsync(HttpContext http)
    {
        var id = http.Plan();
        if (!http.Request.HasJsonContentType())
            return Problems.UnsupportedMediaType("Send the plan as application/json; a spreadsheet goes to /import as text/csv.");
        var (plan, errors) = await InputJson.ReadAsync<PlanDefinition>(http.Request.Body, http.RequestAborted);
        if (plan is not null)
            errors = PlanValidation.Check(plan, id);
        return plan is null || errors.Count > 0
            ? Problems.BadRequest("The plan was not taken: see errors.", errors)
            : await EnterAsync(http, plan);
    }

    public async Task<IResult> ImportAsync(HttpContext http)
    {
        var id = http.Plan();
        if (http.Request.ContentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) != true)
            return Problems.UnsupportedMediaType("Send the spreadsheet as text/csv.");
        var before = await store.FindAsync(id, http.RequestAborted);
        using var body = new StreamReader(http.Request.Body);
        var import = PlanCsv.Read(await body.ReadToEndAsync(http.RequestAborted), id, before, calendar.Today);
        var errors = import.Errors.Count > 0 ? import.Errors : import.Located(PlanValidation.Check(import.Plan, id));
        return errors.Count > 0
            ? Problems.BadRequest("The spreadsheet was not taken: see errors, by line and column.", errors)
            : await EnterAsync(http, import.Plan);
    }

    public async Task<IResult> ListAsync(HttpContext http)
    {
        var plans = new List<PlanSummary>();
        foreach (var id in await store.ListAsync(http.RequestAborted))
        {
            if (await store.FindAsync(id, http.RequestAborted) is { } plan)
                plans.Add(PlanSummary.Of(plan, calendar.Today));
        }

        return Results.Json(new { plans }, HubJson.Options);
    }

    public async Task<IResult> GetAsync(HttpContext http) => await store.FindAsync(http.Plan(), http.RequestAborted) is { } plan
        ? Results.Json(PlanView.Of(plan, calendar.Today), HubJson.Options)
        : Problems.NotFound("There is no plan with this id. GET /api/plans lists them.");

    private async Task<IResult> EnterAsync(HttpContext http, PlanDefinition plan)
    {
        if (http.DryRun() is not { } dryRun)
            return Requests.NeitherTrueNorFalse();
        var difference = dryRun ? await entry.PreviewAsync(plan, http.RequestAborted) : await entry.EnterAsync(plan, http.RequestAborted);
        if (difference is null)
            return Problems.Unavailable("The plan kept changing while it was entered. Send it again.");
        var created = difference.Before is null && !dryRun;
        if (created)
            http.Response.Headers.Location = string.Create(CultureInfo.InvariantCulture, $"/api/plans/{plan.Id}");
        return Results.Json(PlanEntered.Of(plan, difference, dryRun), HubJson.Options, statusCode: created ? 201 : 200);
    }
}
