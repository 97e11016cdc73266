using System.Diagnostics;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Routes of <see cref="FunctionList"/>, for the Functions host and for a run without it alike.</summary>
public static class Routing
{
    public const string Prefix = "api";

    public static void MapFunctions(this WebApplication app, bool underHost)
    {
        foreach (var function in FunctionList.All)
        {
            switch (function)
            {
                case HttpFunction http:
                    app.MapMethods($"/{Prefix}/{http.Route}", http.Methods, Guarded(http)).WithMetadata(http);
                    break;
                case TimerFunction timer when underHost:
                    // Without the host nobody stands in front, so the timers' endpoints are not there at all.
                    app.MapPost($"/{timer.Name}", context => TimerInvocation.HandleAsync(context, timer));
                    break;
            }
        }
    }

    private static RequestDelegate Guarded(HttpFunction function) => async context =>
    {
        if (context.Request.RouteValues.Any(v => v.Key is "plan" or "item" or "partner" && !Id.IsValid(v.Value as string)))
        {
            await Problems.NotFound("There is nothing under this id: ids have 1 to 63 characters a-z, 0-9, dot and hyphen.").ExecuteAsync(context);
            return;
        }

        if (function.Access == Access.Office && await context.RequestServices.GetRequiredService<OfficeAccess>().RefusalAsync(context) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        using var trace = HubTelemetry.Traces.StartActivity(function.Name, ActivityKind.Server);
        trace?.SetTag("http.request.method", context.Request.Method).SetTag("http.route", function.Route);
        BoundedBody.Set(context, function.MaxBody);
        if (function.WaitsForStorage)
            await context.RequestServices.GetRequiredService<StorageSetup>().WaitAsync(context.RequestAborted);
        var result = await function.Handler(context);
        await result.ExecuteAsync(context);
        trace?.SetTag("http.response.status_code", context.Response.StatusCode);
    };
}
