using HubFunctions.Http;

namespace HubFunctions.Updates;

internal static class UpdateRequests
{
    public static string Partner(this HttpRequest request) => request.Route("partner");
}
