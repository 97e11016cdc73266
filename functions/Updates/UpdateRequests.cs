namespace HubFunctions.Updates;

internal static class UpdateRequests
{
    public static string Partner(this HttpContext http) => (string?)http.GetRouteValue("partner") ?? "";
}
