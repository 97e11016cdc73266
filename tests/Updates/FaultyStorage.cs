using System.Text;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using HubFunctions.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Updates;

/// <summary>Counts the requests to the state account of one app and can lose them: on the way there, or the
/// answers on the way back.</summary>
internal sealed class FaultyStorage(int seed = 0) : HttpPipelinePolicy
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    public List<string> Requests { get; } = [];

    /// <summary>Nothing gets through.</summary>
    public bool IsAway { get; set; }

    /// <summary>Share of requests that get lost, half of them after they were carried out.</summary>
    public double LossRate { get; set; }

    /// <summary>Decides by the request what happens to it, before chance does.</summary>
    public Func<HttpMessage, Fate>? Decide { get; set; }

    /// <summary>Happens once a request was carried out, before its answer arrives.</summary>
    public Func<HttpMessage, Task>? After { get; set; }

    public void Register(IServiceCollection services) => services.AddSingleton(provider =>
        new StorageConnection(provider.GetRequiredService<StorageSettings>(), configure: options =>
        {
            options.RetryPolicy = new BoundedRetryPolicy(
                total: TimeSpan.FromSeconds(15), each: TimeSpan.FromSeconds(5), pause: TimeSpan.FromMilliseconds(5));
            options.AddPolicy(this, HttpPipelinePosition.PerRetry);
        }));

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var fate = Next(message);
        if (fate == Fate.LostBefore)
            throw new IOException("The request got lost.");
        if (fate == Fate.FailedBefore)
            throw new RequestFailedException(500, "Storage failed.");
        await ProcessNextAsync(message, pipeline);
        if (After is { } after)
            await after(message);
        if (fate == Fate.LostAfter)
            throw new IOException("The answer got lost.");
        if (fate == Fate.FailedAfter)
            throw new RequestFailedException(500, "Storage failed after it had stored.");
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    private Fate Next(HttpMessage message)
    {
        var decided = Decide?.Invoke(message) ?? Fate.Delivered;
        lock (_gate)
        {
            Requests.Add($"{message.Request.Method} {message.Request.Uri.Path}");
            var chance = _random.NextDouble();
            return decided != Fate.Delivered ? decided
                : IsAway || chance < LossRate / 2 ? Fate.LostBefore
                : chance < LossRate ? Fate.LostAfter
                : Fate.Delivered;
        }
    }

    public static string BodyOf(HttpMessage message)
    {
        if (message.Request.Content is not { } content)
            return "";
        using var body = new MemoryStream();
        content.WriteTo(body, CancellationToken.None);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}

internal enum Fate
{
    Delivered,
    LostBefore,
    LostAfter,

    /// <summary>Answered 500 without having been carried out, and the same after.</summary>
    FailedBefore,
    FailedAfter,
}
