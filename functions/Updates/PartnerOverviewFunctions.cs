using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Updates;

/// <summary>What a partner may report, what became of what it sent, and, for the office, who the partners are.</summary>
public sealed class PartnerOverviewFunctions(
    PartnerAuthentication callers, IOfficeCheck office, PartnerPlans plans, PartnerRates rates, PartnerMessages messages,
    PartnerStandings standings)
{
    [Function("GetPartner"), Anyone]
    public async Task<IResult> GetPartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners/{partner}")] HttpRequest request)
    {
        var (partner, refusal) = await IdentifyAsync(request);
        return partner is null
            ? refusal! : Results.Json(await plans.OverviewAsync(partner, request.Stop()), ReadableJson.Options);
    }

    [Function("ListPartnerUpdates"), Anyone]
    public async Task<IResult> ListPartnerUpdatesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners/{partner}/updates")] HttpRequest request)
    {
        var (partner, refusal) = await IdentifyAsync(request);
        return partner is null
            ? refusal!
            : Results.Json(await messages.ListAsync(partner.Partner, request.Stop()), ReadableJson.Options);
    }

    [Function("ListPartners")]
    public async Task<IResult> ListPartnersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners")] HttpRequest request) =>
        Results.Json(await standings.ListAsync(request.Stop()), ReadableJson.Options);

    private async ValueTask<(KnownPartner? Partner, IResult? Refusal)> IdentifyAsync(HttpRequest request)
    {
        if (await office.IsOfficeAsync(request.HttpContext))
        {
            return await plans.FindAsync(request.Partner(), request.Stop()) is { } known
                ? (known, null)
                : (null, Problems.NotFound("There is no such partner. GET /api/partners lists them."));
        }

        var (partner, _, refusal) = await callers.IdentifyAsync(request.HttpContext, ReadOnlyMemory<byte>.Empty);
        if (partner is null || rates.Take(partner.Partner.Id) is not { } wait)
            return (partner, refusal);
        return (null, Problems.TooMany(wait));
    }
}
