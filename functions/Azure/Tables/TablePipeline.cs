using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using HubFunctions.Plans;

namespace HubFunctions.Azure.Tables;

/// <summary>Sends one request to the Table service and turns every way of failing into a <see cref="RequestFailedException"/>.</summary>
internal sealed class TablePipeline(Uri endpoint, TableClientOptions options, HttpPipelinePolicy authentication)
{
    // The first version that takes Entra ID tokens.
    private const string ServiceVersion = "2020-12-06";
    private readonly HttpPipeline _pipeline = HttpPipelineBuilder.Build(options, [new UnreachableStoragePolicy()], [authentication], new ResponseClassifier());

    public string Endpoint { get; } = endpoint.AbsoluteUri.TrimEnd('/');

    public HttpMessage CreateMessage(RequestMethod method, string path)
    {
        var message = _pipeline.CreateMessage();
        var request = message.Request;
        request.Method = method;
        request.Uri.Reset(new Uri(Endpoint + path));
        request.Headers.SetValue("x-ms-version", ServiceVersion);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    /// <summary>Status 0 in the exception: the service could not be reached in time.</summary>
    public async ValueTask SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.TotalTimeout);
        try
        {
            await _pipeline.SendAsync(message, deadline.Token);
        }
        catch (OperationCanceledException ex) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RequestFailedException(0, "Table storage did not answer in time.", null, ex);
        }
    }
}
