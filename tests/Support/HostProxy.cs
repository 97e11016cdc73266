using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Support;

/// <summary>The host's HTTP proxying: declared routes and methods only, path and query to the byte, its own Host header, a short patience with an app
/// that restarts.</summary>
internal sealed class HostProxy(HostSimulator host, string root) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly List<(Regex Route, HashSet<string> Methods)> _routes = [.. Declared(root)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var outside = request.RequestUri!;
        var path = outside.AbsolutePath.Trim('/');
        if (!_routes.Any(r => r.Methods.Contains(request.Method.Method) && r.Route.IsMatch(path)))
            return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
        request.Headers.Add("X-Forwarded-Host", outside.Authority);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (request.Options.TryGetValue(HostSimulator.Twice, out var twice) && twice)
            (await ForwardAsync(request, outside, cancellationToken)).Dispose();
        while (true)
        {
            try
            {
                return await ForwardAsync(request, outside, cancellationToken);
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                if (request.Content is not null)
                    return Failed(request);
                patience.CancelAfter(Patience);
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
            catch (Exception error) when (error is HttpRequestException or HostStoppedException)
            {
                return Failed(request);
            }
        }
    }

    private static HttpResponseMessage Failed(HttpRequestMessage request) => new(HttpStatusCode.InternalServerError) { RequestMessage = request };

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequestMessage request, Uri outside, CancellationToken stop)
    {
        var app = await host.ReadyAsync().WaitAsync(stop);
        request.RequestUri = new Uri(app, outside.PathAndQuery);
        request.Headers.Host = null;
        return await base.SendAsync(request, stop);
    }

    /// <summary>Routes as the host reads them from the function.json files.</summary>
    private static IEnumerable<(Regex, HashSet<string>)> Declared(string root)
    {
        foreach (var file in Directory.EnumerateDirectories(root).Select(d => Path.Combine(d, "function.json")).Where(File.Exists))
        {
            var trigger = JsonNode.Parse(File.ReadAllText(file))!["bindings"]![0]!;
            if ((string?)trigger["type"] != "httpTrigger")
                continue;
            var route = Regex.Replace((string)trigger["route"]!, @"\{[^}]+\}", "\0", RegexOptions.None, TimeSpan.FromSeconds(1));
            var pattern = $"^api/{Regex.Escape(route).Replace("\0", "[^/]+", StringComparison.Ordinal)}$";
            yield return (new Regex(pattern, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)),
                [.. trigger["methods"]!.AsArray().Select(m => ((string)m!).ToUpperInvariant())]);
        }
    }
}
