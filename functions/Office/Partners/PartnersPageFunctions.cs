using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The partners, and whether they reported in time.</summary>
public sealed class PartnersPageFunctions(OfficePages pages, PartnerStandings standings, AllPlans plans)
{
    [Function("GetPartnersPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetPartnersPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/partners")] HttpRequest request)
    {
        var partners = new List<PartnerRow>();
        foreach (var line in (await standings.ListAsync(request.Stop())).Partners)
        {
            if (await RowAsync(line, request.Stop()) is { } row)
                partners.Add(row);
        }

        return await pages.ShowAsync<PartnersPage>(
            pages.Of(request, "Partners") with { Section = "Partners" }, new() { ["Partners"] = partners });
    }

    /// <returns>Null where it reports on nothing within reach of a person who is limited.</returns>
    private async Task<PartnerRow?> RowAsync(PartnerLine line, CancellationToken stop)
    {
        if (PlanReach.Current is null)
            return new(line, IsWhole: true);
        var (plans, items) = (await ReachedAsync(line.Plans, stop), await ReachedAsync(line.Items, stop));
        if (plans.Count + items.Count == 0)
            return null;
        // When it was last heard may be on another's plan.
        return plans.Count == line.Plans.Count && items.Count == line.Items.Count
            ? new(line, IsWhole: true)
            : new(line with { Plans = plans, Items = items, LastContact = null, Silent = [] }, IsWhole: false);
    }

    /// <param name="rights">Ids of plans, or plan and item.</param>
    private async Task<List<string>> ReachedAsync(IReadOnlyList<string> rights, CancellationToken stop)
    {
        var reached = new List<string>();
        foreach (var right in rights)
        {
            if (await plans.ReachesAsync(right.Split('/')[0], stop))
                reached.Add(right);
        }

        return reached;
    }
}

/// <param name="IsWhole">False for one that reports on plans out of reach too: somebody without limits looks after it.</param>
public sealed record PartnerRow(PartnerLine Line, bool IsWhole);
