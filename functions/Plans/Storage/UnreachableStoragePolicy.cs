using Azure.Core;
using Azure.Core.Pipeline;

namespace HubFunctions.Plans;

/// <summary>
/// When its tries lost their connections or got no answer in time, Azure.Core throws an AggregateException or whatever
/// the only try threw; callers look for a <see cref="StorageUnavailableException"/>.
/// </summary>
internal sealed class UnreachableStoragePolicy : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception lost) when (IsLost(lost) && !message.CancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException(0, "Storage could not be reached.", inner: lost);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessNext(message, pipeline);

    private static bool IsLost(Exception error) => error is AggregateException or IOException or OperationCanceledException;
}
