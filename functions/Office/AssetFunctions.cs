using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The pages' stylesheet and script.</summary>
public sealed class AssetFunctions
{
    [Function("GetOfficeAsset"), Anyone, NeedsNoStorage]
    public Task<IResult> GetOfficeAssetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/assets/{file}")] HttpRequest request)
    {
        var (content, type) = request.Route("file") switch
        {
            OfficeStyles.FileName => (OfficeStyles.Content, "text/css; charset=utf-8"),
            OfficeScript.FileName => (OfficeScript.Content, "text/javascript; charset=utf-8"),
            _ => (null, null),
        };
        if (content is null)
            return Task.FromResult(Problems.NotFound("There is no such file."));
        request.Answer().CacheControl = "public, max-age=86400";
        return Task.FromResult(Results.Bytes(content, type));
    }
}
