using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Http;

/// <summary>What every answer of a function tells browsers: run nothing, load nothing, frame nothing, keep nothing, pass no
/// address on.</summary>
public static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A year, after which browsers ask over http again.</summary>
    private const string OnlyHttps = "max-age=31536000";

    /// <summary>Set when the answer starts: an error clears what was set before. A page's own policy and caching stay.</summary>
    public static void SetOn(HttpResponse response) => response.OnStarting(static state =>
    {
        var headers = ((HttpResponse)state).Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.StrictTransportSecurity = OnlyHttps;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = Nothing;
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }, response);

    /// <summary>The policy of a page with a form that goes back to it.</summary>
    /// <param name="styles">The text of each of its style elements, to the letter.</param>
    public static string PolicyOf(params ReadOnlySpan<string> styles)
    {
        var hashes = new List<string>();
        foreach (var style in styles)
            hashes.Add($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'");
        return $"default-src 'none'; style-src {string.Join(' ', hashes)}; form-action 'self'; base-uri 'none'; frame-ancestors "
            + $"'none'";
    }
}
