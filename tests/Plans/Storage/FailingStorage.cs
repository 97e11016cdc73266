using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HubFunctions.Tests.Plans.Storage;

/// <summary>A Table service that fails as told and notes what it was asked.</summary>
internal sealed class FailingStorage : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<int, HttpContext, Task> _answer;
    private int _requests;

    private FailingStorage(Func<int, HttpContext, Task> answer)
    {
        _answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(context => _answer(Interlocked.Increment(ref _requests), context));
    }

    public int Requests => _requests;

    public string ConnectionString => $"AccountName=name;AccountKey=a2V5;TableEndpoint={_app.Urls.Single()}/name";

    /// <param name="answer">Takes the number of the request, from 1.</param>
    public static async Task<FailingStorage> StartAsync(Func<int, HttpContext, Task> answer)
    {
        var storage = new FailingStorage(answer);
        await storage._app.StartAsync(TestContext.Current.CancellationToken);
        return storage;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
