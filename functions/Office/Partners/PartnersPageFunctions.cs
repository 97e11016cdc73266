using HubFunctions.Http;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The partners, and whether they reported in time.</summary>
public sealed class PartnersPageFunctions(OfficePages pages, PartnerStandings standings)
{
    [Function("GetPartnersPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetPartnersPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/partners")] HttpRequest request) =>
        await pages.ShowAsync<PartnersPage>(
            pages.Of(request, "Partners") with { Section = "Partners" },
                new() { ["Partners"] = (await standings.ListAsync(request.Stop())).Partners });
}
