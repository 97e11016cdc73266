using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HubFunctions.Plans;

/// <summary>
/// When every try lost its connection, Azure.Core throws an AggregateException; callers look for a
/// <see cref="RequestFailedException"/>, whose status 0 means "could not be reached".
/// </summary>
internal sealed class UnreachableStoragePolicy : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (AggregateException ex) when (!message.CancellationToken.IsCancellationRequested)
        {
            throw new RequestFailedException(0, $"Storage could not be reached: {ex.InnerExceptions.Count} tries failed.", null, ex);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);
}
