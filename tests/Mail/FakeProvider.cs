using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HubFunctions.Tests.Mail;

/// <summary>A mail provider over real HTTP: keeps every request, answers as the test says.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Method, string Path, string? Authorization, JsonElement Body)> Requests { get; } = [];

    /// <summary>Takes the number of the request, from 1.</summary>
    public Func<int, HttpContext, Task> Answer { get; set; } = (_, http) =>
    {
        http.Response.StatusCode = 202;
        return Task.CompletedTask;
    };

    /// <summary>What a request brought, for <see cref="Answer"/>.</summary>
    public static JsonElement Body(HttpContext http) => (JsonElement)http.Items[typeof(JsonElement)]!;

    public Uri Url => new(_app.Urls.First() + "/");

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new FakeProvider(builder.Build());
        provider._app.Run(async http =>
        {
            using var body =
                http.Request.ContentLength > 0 ? await JsonDocument.ParseAsync(http.Request.Body) : JsonDocument.Parse("null");
            http.Items[typeof(JsonElement)] = body.RootElement.Clone();
            provider.Requests.Enqueue(
                (
                    http.Request.Method,
                    http.Request.Path + http.Request.QueryString,
                    http.Request.Headers.Authorization,
                    body.RootElement.Clone()));
            await provider.Answer(provider.Requests.Count, http);
        });
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
