using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The partners as the office looks at them.</summary>
public sealed record PartnerList(IReadOnlyList<PartnerLine> Partners)
{
    /// <param name="plans">Every plan that one of them reports on and that exists.</param>
    /// <param name="today">London.</param>
    public static PartnerList Of(IReadOnlyList<Partner> partners, IReadOnlyList<PlanReporting> plans, DateOnly today)
    {
        var byPlan = SilentPartners.ByPlan(partners);
        var silent = plans.SelectMany(plan => SilentPartners.Of(byPlan[plan.Plan.Id], plan, today)).ToLookup(s => s.Partner);
        return new([
            .. partners.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => PartnerLine.Of(p, plans, [.. silent[p.Id]])),
        ]);
    }
}

/// <param name="Since">When it was entered (UTC, the hub's calendar).</param>
/// <param name="LastContact">When it was last heard (UTC, the hub's calendar); null when never.</param>
/// <param name="Silent">Plans in whose review interval a report is owed, and since when.</param>
public sealed record PartnerLine(
    string Id,
    string Name,
    IReadOnlyList<string> Plans,
    IReadOnlyList<string> Items,
    DateTimeOffset Since,
    DateTimeOffset? LastContact,
    PartnerStanding Standing,
    IReadOnlyList<OwedReport> Silent)
{
    public static PartnerLine Of(Partner partner, IReadOnlyList<PlanReporting> plans, IReadOnlyList<SilentPartner> silent)
    {
        var heard = plans.Max(p => p.Heard.GetValueOrDefault(partner.Id));
        var standing =
            silent.Count > 0 ? PartnerStanding.Silent
            : heard is null ? PartnerStanding.Never
            : PartnerStanding.Current;
        return new(
            partner.Id, partner.Name, partner.Plans, partner.Items, partner.Since, heard, standing,
            [.. silent.Select(s => new OwedReport(s.Plan, s.Due))]);
    }
}

/// <param name="Due">The last day of the plan's review interval, London.</param>
public sealed record OwedReport(string Plan, DateOnly Due);

public enum PartnerStanding
{
    /// <summary>Reported within the review interval of every plan.</summary>
    Current,

    /// <summary>A report is owed.</summary>
    Silent,

    /// <summary>Never heard of, and nothing is owed yet.</summary>
    Never,
}
