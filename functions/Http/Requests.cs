namespace HubFunctions.Http;

/// <summary>What calls have in common.</summary>
public static class Requests
{
    public static string Plan(this HttpContext http) => (string?)http.GetRouteValue("plan") ?? "";

    public static string Item(this HttpContext http) => (string?)http.GetRouteValue("item") ?? "";

    /// <returns>Null when <c>dryRun</c> is there and neither true nor false: a misspelt try must not be stored.</returns>
    public static bool? DryRun(this HttpContext http) => http.Request.Query["dryRun"] switch
    {
        { Count: 0 } => false,
        var given => bool.TryParse(given, out var dryRun) ? dryRun : null,
    };

    public static readonly FieldError DryRunError = new("dryRun", "not-true-or-false", "Give true or false.");

    public static IResult NeitherTrueNorFalse() => Problems.BadRequest("Mend the query and send it again.", [DryRunError]);
}
