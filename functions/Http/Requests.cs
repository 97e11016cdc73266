namespace HubFunctions.Http;

/// <summary>What calls have in common.</summary>
public static class Requests
{
    public static readonly FieldError DryRunError = new("dryRun", "not-true-or-false", "Give true or false.");

    public static string Plan(this HttpRequest request) => request.Route("plan");

    public static string Item(this HttpRequest request) => request.Route("item");

    /// <summary>A part of the address by its name in the route; empty where the route has none.</summary>
    public static string Route(this HttpRequest request, string name) => request.RouteValues[name] as string ?? "";

    /// <summary>Ends when the caller leaves.</summary>
    public static CancellationToken Stop(this HttpRequest request) => request.HttpContext.RequestAborted;

    /// <summary>The headers of the answer.</summary>
    public static IHeaderDictionary Answer(this HttpRequest request) => request.HttpContext.Response.Headers;

    /// <returns>Null when <c>dryRun</c> is there and neither true nor false: a misspelt try must not be stored.</returns>
    public static bool? DryRun(this HttpRequest request) => request.Query["dryRun"] switch
    {
        { Count: 0 } => false,
        var given => bool.TryParse(given, out var dryRun) ? dryRun : null,
    };

    public static IResult NeitherTrueNorFalse() => Problems.BadRequest("Mend the query and send it again.", [DryRunError]);
}
