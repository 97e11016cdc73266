using System.Reflection;
using HubFunctions.Hosting;
using HubFunctions.Http;

namespace HubFunctions.LocalRun;

/// <summary>Maps the functions' methods to routes of this web server, behind the same gate as under the Functions host.</summary>
public static class FunctionEndpoints
{
    public static void MapFunctions(this IEndpointRouteBuilder app)
    {
        foreach (var function in FunctionMethods.Http)
            app.MapMethods($"/{function.Route}", function.Methods, Handler(function)).WithMetadata(function);
    }

    /// <summary>What no route takes. The host answers both with an empty 404.</summary>
    public static void UseProblemsForUnknownRoutes(this IApplicationBuilder app) => app.UseStatusCodePages(pages =>
    {
        SecurityHeaders.SetOn(pages.HttpContext.Response);
        return pages.HttpContext.Response.StatusCode == StatusCodes.Status405MethodNotAllowed
            ? Problems
                .Of(
                    405,
                    "Method not allowed",
                    "This address does not take this method; the Allow header lists those that it takes.")
                .ExecuteAsync(pages.HttpContext)
            : Problems
                .NotFound("There is nothing at this address. GET /api/openapi.json lists the calls.")
                .ExecuteAsync(pages.HttpContext);
    });

    private static RequestDelegate Handler(HttpFunction function)
    {
        var create = ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, []);
        var method = MethodInvoker.Create(function.Method);
        return http => http.RequestServices.GetRequiredService<FunctionGate>()
            .RunAsync(http, function, () => (Task<IResult>)method.Invoke(create(http.RequestServices, []), http.Request)!);
    }
}
