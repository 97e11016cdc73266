using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HubFunctions.Plans;

/// <summary>
/// A table that is missing answers 404 like a row that is, and the client's "if exists" methods take both for "no such
/// row": an update already stored would be stored again. It becomes a failure that no caller expects.
/// </summary>
internal sealed class MissingTablePolicy : HttpPipelineSynchronousPolicy
{
    public const string Code = "TableNotFound";

    public static StorageUnavailableException Failure() => new(503, "A table of the hub is missing.", Code);

    public override void OnReceivedResponse(HttpMessage message)
    {
        if (message.Response.Status == 404 && new RequestFailedException(message.Response).ErrorCode == Code)
            throw Failure();
    }
}
