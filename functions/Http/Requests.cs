namespace HubFunctions.Http;

/// <summary>What calls have in common.</summary>
public static class Requests
{
    public static readonly FieldError DryRunError = Neither("dryRun");

    public static string Plan(this HttpRequest request) => request.Route("plan");

    public static string Item(this HttpRequest request) => request.Route("item");

    /// <summary>A part of the address by its name in the route; empty where the route has none.</summary>
    public static string Route(this HttpRequest request, string name) => request.RouteValues[name] as string ?? "";

    /// <summary>Ends when the caller leaves.</summary>
    public static CancellationToken Stop(this HttpRequest request) => request.HttpContext.RequestAborted;

    /// <summary>The headers of the answer.</summary>
    public static IHeaderDictionary Answer(this HttpRequest request) => request.HttpContext.Response.Headers;

    /// <returns>Null when <c>dryRun</c> is there and neither true nor false: a misspelt try must not be stored.</returns>
    public static bool? DryRun(this HttpRequest request) => request.Flag("dryRun");

    /// <summary>A query parameter that is true or false; false when it is left out.</summary>
    /// <returns>Null when it is there and neither.</returns>
    public static bool? Flag(this HttpRequest request, string name) => request.Query[name] switch
    {
        { Count: 0 } => false,
        var given => bool.TryParse(given, out var flag) ? flag : null,
    };

    public static IResult NeitherTrueNorFalse(string name = "dryRun") =>
        Problems.BadRequest("Fix the query and send it again.", [Neither(name)]);

    internal static FieldError Neither(string name) => new(name, "not-true-or-false", "Give true or false.");
}
