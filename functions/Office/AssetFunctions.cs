using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The pages' stylesheet.</summary>
public sealed class AssetFunctions
{
    [Function("GetOfficeAsset"), Anyone, NeedsNoStorage]
    public Task<IResult> GetOfficeAssetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/assets/{file}")] HttpRequest request)
    {
        if (request.Route("file") != OfficeStyles.FileName)
            return Task.FromResult(Problems.NotFound("There is no such file."));
        request.Answer().CacheControl = "public, max-age=86400";
        return Task.FromResult(Results.Bytes(OfficeStyles.Content, "text/css; charset=utf-8"));
    }
}
