using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using HubFunctions.Tests.Support.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubFunctions.Tests.Support;

/// <summary>The host's gRPC service, to which every worker that it starts connects.</summary>
internal sealed class WorkerStreams : FunctionRpc.FunctionRpcBase, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, WorkerChannel> _expected = new();
    private readonly WebApplication _app;

    private WorkerStreams()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(this).AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        _app = builder.Build();
        _app.MapGrpcService<WorkerStreams>();
    }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<WorkerStreams> StartAsync()
    {
        var streams = new WorkerStreams();
        await streams._app.StartAsync();
        return streams;
    }

    public void Expect(WorkerChannel channel) => _expected[channel.WorkerId] = channel;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context)
    {
        if (await requestStream.MoveNext(context.CancellationToken)
            && requestStream.Current.StartStream is { } start && _expected.TryRemove(start.WorkerId, out var channel))
            await channel.RunAsync(requestStream, responseStream, context.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
