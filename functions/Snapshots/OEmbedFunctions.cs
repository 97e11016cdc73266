using System.Globalization;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>A published page as an embed, for content systems that take addresses. Source: oEmbed 1.0, 2.2 to 2.3.</summary>
public sealed class OEmbedFunctions(PublicFiles plans, ISnapshotFiles files, SnapshotAddress address)
{
    private const int MaxUrl = 2_000;
    private const int MaxPixels = 100_000;
    private const int Pixels = 640;

    private readonly PublicPages _pages = new(address);

    [Function("GetOEmbed"), Anyone]
    public async Task<IResult> GetOEmbedAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/oembed")] HttpRequest request)
    {
        var faults = new ValidationErrors();
        faults.Text("/url", request.Query["url"], MaxUrl);
        var (width, height) = (Size(request, "maxwidth", faults), Size(request, "maxheight", faults));
        if (faults.All.Count > 0)
            return Problems.BadRequest("Fix the query and send it again.", faults.All);
        if (request.Query["format"].ToString() is not ("" or "json"))
            return Problems.Of(501, "Not implemented", "The hub answers in JSON only: leave format out, or give json.");
        if (_pages.Find(request.Query["url"].ToString()) is not { } page || await FindAsync(page, request.Stop()) is not { } plan)
            return Problems.NotFound(
                "This is no page that the hub has published: give the address of a plan's page, as its readers see it.");
        return Results.Json(OEmbedResponse.Of(page, plan, width, height), ReadableJson.Options);
    }

    private async Task<EmbedPlan?> FindAsync(PublicPage page, CancellationToken stop) =>
        page.IsPlan || await files.FindAsync(page.File, stop) is not null ? await plans.NameAsync(page.Plan, stop) : null;

    private static int Size(HttpRequest request, string name, ValidationErrors faults)
    {
        var given = request.Query[name].ToString();
        if (given.Length == 0)
            return Pixels;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var max) && max is > 0 and <= MaxPixels)
            return Math.Min(max, Pixels);
        faults.Add($"/{name}", "not-a-size", $"Give whole pixels from 1 to {MaxPixels}, or leave it out.");
        return Pixels;
    }
}
