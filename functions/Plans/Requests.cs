namespace HubFunctions.Plans;

/// <summary>What calls have in common.</summary>
public static class Requests
{
    public static string Plan(this HttpContext http) => (string?)http.GetRouteValue("plan") ?? "";

    public static string Item(this HttpContext http) => (string?)http.GetRouteValue("item") ?? "";

    public static bool DryRun(this HttpContext http) => http.Request.Query["dryRun"] == "true";
}
