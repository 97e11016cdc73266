using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.LocalRun;

/// <summary>A ready-made command that posts one update, signed as a partner would (Standard Webhooks). Good for five
/// minutes.</summary>
public static class SignedCurl
{
    /// <param name="secret">whsec_ and base64.</param>
    /// <param name="now">Real clock: signatures do not follow the hub's calendar.</param>
    public static string Of(Uri hub, string partner, string secret, string id, string body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
        return $"""
            curl -i {hub.ToString().TrimEnd('/')}/api/partners/{partner}/updates \
              -H 'content-type: application/json' \
              -H 'webhook-id: {id}' \
              -H 'webhook-timestamp: {timestamp}' \
              -H 'webhook-signature: v1,{signature}' \
              -d '{body}'
            """;
    }
}
