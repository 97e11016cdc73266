using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What a partner may report on, read from the plans as they are.</summary>
public sealed class PartnerPlans(PartnerDirectory directory, AllPlans plans, PartnerRates rates, HubClock calendar)
{
    /// <summary>Read again where the record is older than a second: the page follows a changed right at once.</summary>
    /// <returns>Null when there is no such partner.</returns>
    public ValueTask<KnownPartner?> FindAsync(string partner, CancellationToken stop) =>
        directory.FindAsync(partner, PartnerDirectory.AgeAfterFailure, stop);

    public async Task<PartnerOverview> OverviewAsync(KnownPartner partner, CancellationToken stop) =>
        PartnerOverview.Of(partner, await OfAsync(partner.Partner, stop), calendar.Today, rates.PerMinute);

    /// <summary>Those of its plans that exist and can be read.</summary>
    public async Task<IReadOnlyList<StoredPlan>> OfAsync(Partner partner, CancellationToken stop) =>
        (await plans.ReadAsync(partner.AllPlans(), stop)).Found;
}
