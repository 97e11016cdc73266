using System.Net;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace HubFunctions.Tests.Support;

/// <summary>
/// The host's HTTP side: routes by the functions' own metadata, then sends the invocation over gRPC and the request itself to the
/// worker, tied by one header. It forwards with the same library as the host. What no function declares is an empty 404, a wrong
/// method too.
/// </summary>
internal sealed class HostFront : IAsyncDisposable
{
    private const string InvocationId = "x-ms-invocation-id";
    private const long MaxBody = 100 * 1024 * 1024;
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(60);

    private readonly Func<Task<WorkerChannel>> _worker;
    private readonly WebApplication _app;
    private readonly IHttpForwarder _forwarder;
    private readonly HttpMessageInvoker _http = new(
        new WorkerRetries(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }));

    private HostFront(string root, IEnumerable<HostedFunction> functions, Func<Task<WorkerChannel>> worker)
    {
        _worker = worker;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        builder
            .Services.AddRoutingCore()
            .AddHttpForwarder()
            .Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        _app = builder.Build();
        _forwarder = _app.Services.GetRequiredService<IHttpForwarder>();
        _app.UseRouting();
        _app.Run(AnswerAsync);
        var prefix = Prefix(root);
        foreach (var function in functions.Where(f => f.IsHttp))
            _app.MapMethods($"{prefix}/{function.Route ?? function.Name}", function.Methods, static _ => Task.CompletedTask)
                .WithMetadata(function);
    }

    public Uri Address { get; private set; } = null!;

    public static async Task<HostFront> StartAsync(
        string root,
        IEnumerable<HostedFunction> functions,
        Func<Task<WorkerChannel>> worker)
    {
        var front = new HostFront(root, functions, worker);
        await front._app.StartAsync();
        front.Address = new(front._app.Urls.Single());
        return front;
    }

    /// <summary>Takes no more, and waits for what is under way.</summary>
    public Task DrainAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>"api" where host.json says nothing else.</summary>
    private static string Prefix(string root)
    {
        var host = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "host.json")))!;
        var prefix = (string?)host["extensions"]?["http"]?["routePrefix"] ?? "api";
        return prefix.Length == 0 ? "" : "/" + prefix;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<HostedFunction>() is not { } function)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var done = false;
        try
        {
            done = await ForwardAsync(context, function, await _worker().WaitAsync(context.RequestAborted));
        }
        catch (Exception gone) when (gone is WorkerGoneException or HostStoppedException or OperationCanceledException)
        {
            // Answered below.
        }

        if (done)
            return;
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private async Task<bool> ForwardAsync(HttpContext context, HostedFunction function, WorkerChannel worker)
    {
        var id = Guid.NewGuid().ToString();
        // One that the caller sent stays: the worker then waits for an invocation that never comes.
        context.Request.Headers.TryAdd(InvocationId, id);
        using var gone = new CancellationTokenSource();
        var forwarding = _forwarder
            .SendAsync(context, worker.HttpUri, _http, Patience, HttpTransformer.Default, gone.Token)
            .AsTask();
        var input = new TypedData { Http = new() { Method = context.Request.Method, Url = context.Request.Path } };
        var invocation = worker.InvokeAsync(function, id, input, context.Request.RouteValues, context.RequestAborted);
        try
        {
            return (await invocation).Status == StatusResult.Types.Status.Success & await forwarding == ForwarderError.None;
        }
        catch (WorkerGoneException)
        {
            await gone.CancelAsync();
            await forwarding;
            throw;
        }
    }
}
