using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Updates;

/// <summary>What a partner may report, what became of what it sent, and, for the office, who the partners are.</summary>
public sealed class PartnerOverviewFunctions(
    PartnerAuthentication callers, IOfficeCheck office, PartnerDirectory directory, TablePartnerStore partners, PartnerRates rates, PartnerMessages messages,
    TableReporting reporting, IPlanStore plans, HubClock calendar)
{
    private const int AtOnce = 8;

    [Function("GetPartner"), Anyone]
    public async Task<IResult> GetPartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners/{partner}")] HttpRequest request)
    {
        var (partner, refusal) = await IdentifyAsync(request);
        if (partner is null)
            return refusal!;
        var found = await partner.Partner.AllPlans().AskAsync(AtOnce, plans.FindAsync, request.Stop());
        return Results.Json(PartnerOverview.Of(partner, [.. found.OfType<StoredPlan>()], calendar.Today, rates.PerMinute), ReadableJson.Options);
    }

    [Function("ListPartnerUpdates"), Anyone]
    public async Task<IResult> ListPartnerUpdatesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners/{partner}/updates")] HttpRequest request)
    {
        var (partner, refusal) = await IdentifyAsync(request);
        return partner is null ? refusal! : Results.Json(await messages.ListAsync(partner.Partner, request.Stop()), ReadableJson.Options);
    }

    [Function("ListPartners")]
    public async Task<IResult> ListPartnersAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners")] HttpRequest request)
    {
        var all = await partners.ListAsync(request.Stop());
        var found = await SilentPartners.ByPlan(all).AskAsync(
            AtOnce, (plan, stop) => reporting.FindAsync(plan.Key, [.. plan.Select(r => r.Partner.Id)], stop), request.Stop());
        return Results.Json(PartnerList.Of(all, [.. found.OfType<PlanReporting>()], calendar.Today), ReadableJson.Options);
    }

    private async ValueTask<(KnownPartner? Partner, IResult? Refusal)> IdentifyAsync(HttpRequest request)
    {
        if (await office.IsOfficeAsync(request.HttpContext))
        {
            return await directory.FindAsync(request.Partner(), PartnerDirectory.AgeAfterFailure, request.Stop()) is { } known
                ? (known, null)
                : (null, Problems.NotFound("There is no such partner. GET /api/partners lists them."));
        }

        var (partner, _, refusal) = await callers.IdentifyAsync(request.HttpContext, ReadOnlyMemory<byte>.Empty);
        if (partner is null || rates.Take(partner.Partner.Id) is not { } wait)
            return (partner, refusal);
        return (null, Problems.TooMany(wait));
    }
}
