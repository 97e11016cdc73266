using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HubFunctions.Tests.Support;

/// <summary>A web server of the test's own: published files on one, host pages on another, so that they are of different
/// origins.</summary>
public sealed class BrowserSite : IAsyncDisposable
{
    private int _requests;
    private readonly WebApplication _app;

    private BrowserSite(WebApplication app) => _app = app;

    public ConcurrentDictionary<string, BrowserFile> Files { get; } = new(StringComparer.Ordinal);

    public Uri Base => new(_app.Urls.Single() + "/");

    /// <summary>What answers instead of the files: 0 cuts the connection.</summary>
    public int? Failing { get; set; }

    /// <summary>What it was asked for, such as <c>GET embed.js</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>How often it was asked for anything.</summary>
    public int Requests => _requests;

    public static async Task<BrowserSite> StartAsync(IEnumerable<KeyValuePair<string, BrowserFile>>? files = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var site = new BrowserSite(app);
        foreach (var (name, file) in files ?? [])
            site.Files[name] = file;
        app.Run(site.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public void Page(string name, string html, string? policy = null) =>
        Files[name] = new BrowserFile(System.Text.Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", "no-store", policy);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        Asked.Enqueue($"{http.Request.Method} {http.Request.Path.Value!.TrimStart('/')}");
        if (Failing is { } status)
        {
            if (status == 0)
                http.Abort();
            http.Response.StatusCode = status;
            return;
        }

        // As storage with a rule for all origins does, also where there is no such file.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        if (!Files.TryGetValue(http.Request.Path.Value!.TrimStart('/'), out var file))
        {
            http.Response.StatusCode = 404;
            return;
        }

        var headers = http.Response.Headers;
        headers.ContentType = file.ContentType;
        headers.CacheControl = file.CacheControl;
        headers.ETag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Content))[..16]}\"";
        if (file.Policy is { } policy)
            headers.ContentSecurityPolicy = policy;
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
    }
}

/// <param name="Policy">Content-Security-Policy.</param>
public sealed record BrowserFile(byte[] Content, string ContentType, string CacheControl, string? Policy = null);
