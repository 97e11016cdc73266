using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HubFunctions.Azure.Tables;

/// <summary>
/// Shared Key for the Table service: verb, Content-MD5, Content-Type, date and resource (Microsoft Learn, "Authorize
/// with Shared Key"). Runs for every try, since a signature is good for 15 minutes of its date only.
/// </summary>
internal sealed class SharedKeyPolicy(string account, byte[] key) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.TryGetValue("Content-Type", out var contentType);
        var uri = request.Uri.ToUri();
        var text = $"{request.Method}\n\n{contentType}\n{date}\n/{account}{uri.AbsolutePath}{Component(uri.Query)}";

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text), hash);
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{Convert.ToBase64String(hash)}");
    }

    // Of the query only `comp` is part of the signed resource.
    private static string Component(string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&'))
            if (pair.StartsWith("comp=", StringComparison.Ordinal))
                return "?" + pair;
        return "";
    }
}
