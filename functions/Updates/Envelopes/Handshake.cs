using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>The abuse protection of CloudEvents' HTTP 1.1 Web Hooks, section 4: any origin may send, for every message is
/// authenticated. WebHook-Request-Callback is never called: it would let a stranger choose whom the hub calls.</summary>
internal static class Handshake
{
    public static IResult Answer(HttpContext http, int perMinute)
    {
        var answer = http.Response.Headers;
        answer.Allow = "POST, OPTIONS";
        answer["Accept-Post"] = ContentKinds.Accepted;
        var origin = http.Request.Headers["WebHook-Request-Origin"];
        if (origin.Count == 0)
            return Results.NoContent();
        if (origin is not [{ Length: > 0 and <= 255 } name]
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '*'))
            return Problems.BadRequest("WebHook-Request-Origin has to be a DNS name.");
        answer["WebHook-Allowed-Origin"] = name;
        answer["WebHook-Allowed-Rate"] = perMinute.ToString(CultureInfo.InvariantCulture);
        return Results.Ok();
    }
}
