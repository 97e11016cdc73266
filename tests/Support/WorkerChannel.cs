using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using HubFunctions.Tests.Support.Rpc;
using Microsoft.AspNetCore.Routing;

namespace HubFunctions.Tests.Support;

/// <summary>The host's end of the stream to one worker: questions and their answers, invocations, logs.</summary>
internal sealed class WorkerChannel(Action<RpcLog> log)
{
    private readonly Channel<StreamingMessage> _toWorker = Channel.CreateUnbounded<StreamingMessage>(
        new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string WorkerId { get; } = Guid.NewGuid().ToString();

    /// <summary>Where the worker takes HTTP requests; known once it is initialised.</summary>
    public string HttpUri { get; private set; } = "";

    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    /// <summary>Init, metadata, and each function loaded, in the host's order.</summary>
    /// <exception cref="InvalidOperationException">The worker refuses one of them.</exception>
    public async Task InitialiseAsync(string folder)
    {
        await _started.Task;
        var init = (await AskAsync(new()
        {
            WorkerInitRequest = new() { HostVersion = FakeHost.Version, WorkerDirectory = folder, FunctionAppDirectory = folder },
        })).WorkerInitResponse;
        Check("init", init.Result);
        HttpUri = init.Capabilities["HttpUri"];
        var metadata = (await AskAsync(
            new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } })).FunctionMetadataResponse;
        Check("metadata", metadata.Result);
        Functions = [.. metadata.FunctionMetadataResults.Select(m => new HostedFunction(m))];
        await Task.WhenAll(Functions.Select(LoadAsync));
    }

    /// <exception cref="WorkerGoneException">The worker went before it answered.</exception>
    public async Task<StatusResult> InvokeAsync(
        HostedFunction function,
        string id,
        TypedData input,
        RouteValueDictionary? route,
        CancellationToken cancel)
    {
        var invocation = new InvocationRequest
        {
            InvocationId = id,
            FunctionId = function.Metadata.FunctionId,
            InputData = { new ParameterBinding { Name = function.Input, Data = input } },
            TraceContext = new() { TraceParent = $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01" },
            RetryContext = new(),
        };
        foreach (var (name, value) in route ?? [])
        {
            if (value is not null)
                invocation.TriggerMetadata[name] = new() { String = value.ToString() };
        }

        var answer = Ask(id, new() { InvocationRequest = invocation });
        await using var abort = cancel.UnsafeRegister(_ => Tell(new() { InvocationCancel = new() { InvocationId = id } }), null);
        return (await answer).InvocationResponse.Result;
    }

    public void Terminate(TimeSpan grace) =>
        Tell(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(grace) } });

    /// <summary>Until either end goes.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<StreamingMessage> fromWorker,
        IServerStreamWriter<StreamingMessage> toWorker,
        CancellationToken stop)
    {
        _started.TrySetResult();
        var writing = WriteAsync(toWorker, stop);
        try
        {
            await foreach (var message in fromWorker.ReadAllAsync(stop))
                Take(message);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
        {
            // Killed: the stream ends without a word.
        }

        Close();
        await writing;
    }

    /// <summary>The worker is gone: nobody waits for it any more.</summary>
    public void Close()
    {
        _toWorker.Writer.TryComplete();
        foreach (var id in _waiting.Keys)
        {
            if (_waiting.TryRemove(id, out var waiting))
                waiting.TrySetException(new WorkerGoneException());
        }
    }

    private static void Check(string what, StatusResult? result)
    {
        if (result is { Status: not StatusResult.Types.Status.Success })
            throw new InvalidOperationException($"{what}: {result.Exception?.Message}");
    }

    private async Task LoadAsync(HostedFunction function)
    {
        var load = new FunctionLoadRequest { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata };
        Check(function.Name, (await AskAsync(new() { FunctionLoadRequest = load })).FunctionLoadResponse.Result);
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
            log(message.RpcLog);
        else if (_waiting.TryRemove(message.InvocationResponse?.InvocationId ?? message.RequestId, out var waiting))
            waiting.TrySetResult(message);
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage message) => Ask(Guid.NewGuid().ToString(), message);

    private Task<StreamingMessage> Ask(string id, StreamingMessage message)
    {
        message.RequestId = id;
        var answer = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Tell(message) && _waiting.TryRemove(id, out _))
            answer.TrySetException(new WorkerGoneException());
        return answer.Task;
    }

    private bool Tell(StreamingMessage message) => _toWorker.Writer.TryWrite(message);

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> toWorker, CancellationToken stop)
    {
        try
        {
            await foreach (var message in _toWorker.Reader.ReadAllAsync(stop))
                await toWorker.WriteAsync(message, stop);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
        {
            Close();
        }
    }
}

public sealed class WorkerGoneException() : Exception("The worker is gone.");
