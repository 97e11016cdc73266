using System.Diagnostics;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>What stands before and after every function that is called by HTTP, under the host and in the local run
/// alike.</summary>
public sealed class FunctionGate(
    OfficeAccess office, PageGate pages, LimitGate limits, PageErrors pageErrors, StorageSetup storage, ErrorHandling errors)
{
    /// <param name="call">Runs the function's method.</param>
    public async Task RunAsync(HttpContext http, HttpFunction function, Func<Task<IResult>> call)
    {
        SecurityHeaders.SetOn(http.Response);
        try
        {
            if (await RefusalAsync(http, function) is { } refusal)
                await refusal.ExecuteAsync(http);
            else
                await CallAsync(http, function, call);
        }
        catch (Exception error)
        {
            await errors.AnswerAsync(
                http,
                function.Name,
                error,
                function.Page is null ? null : status => pageErrors.OfAsync(http.Request, status, function.MaxBody));
        }
    }

    private async ValueTask<IResult?> RefusalAsync(HttpContext http, HttpFunction function)
    {
        if (http.Request.RouteValues.Any(v => v.Key is "plan" or "item" or "partner" && !Id.IsValid(v.Value as string)))
            return await UnknownAsync(http, function);
        return function.IsOffice ? await office.RefusalAsync(http) : null;
    }

    private async ValueTask<IResult> UnknownAsync(HttpContext http, HttpFunction function) => function.Page is null
        ? Problems.NotFound("There is nothing under this id: ids have 1 to 63 characters a-z, 0-9, dot and hyphen.")
        : await pageErrors.OfAsync(http.Request, StatusCodes.Status404NotFound, function.MaxBody);

    private async Task CallAsync(HttpContext http, HttpFunction function, Func<Task<IResult>> call)
    {
        using var trace = HubTelemetry.Traces.StartActivity(function.Name, ActivityKind.Server);
        trace?.SetTag("http.request.method", http.Request.Method).SetTag("http.route", function.Route);
        BoundedBody.Set(http, function.MaxBody);
        if (function.NeedsStorage)
            await storage.WaitAsync(http.RequestAborted);
        var answer = function.Page is null ? null : await pages.RefusalAsync(http, function);
        if (http.Request.SignedIn() is { IsOffice: true, Person: not Session.Unnamed } session)
            Acting.As(session.Person);
        PlanReach.Limit(http.Features.Get<PlanReach>());
        answer ??= await limits.RefusalAsync(http.Request);
        answer ??= await call();
        await answer.ExecuteAsync(http);
        trace?.SetTag("http.response.status_code", http.Response.StatusCode);
    }
}
