using System.Security.Cryptography;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Partners from whom nothing came within a public plan's review interval. Pure.</summary>
public static class SilentPartners
{
    /// <summary>Who reports on which plan, looked up by plan, so that no partner is tested against every plan.</summary>
    public static ILookup<string, Reports> ByPlan(IEnumerable<Partner> partners) =>
        partners.SelectMany(ReportsOf).ToLookup(r => r.Plan, StringComparer.Ordinal);

    /// <param name="reports">Of this plan.</param>
    /// <param name="today">London.</param>
    public static IReadOnlyList<SilentPartner> Of(IEnumerable<Reports> reports, PlanReporting plan, DateOnly today) =>
    [
        .. from report in reports
           where plan.Plan.IsPublic() && report.Owes(plan.Open)
           let heard = plan.Heard.GetValueOrDefault(report.Partner.Id)
           let due = plan.Plan.ReviewEvery.After(LondonTime.DateOf(heard ?? report.Partner.Since))
           where today > due
           orderby due, report.Partner.Id
           select new SilentPartner(report.Partner.Id, report.Plan, heard, due),
    ];

    /// <summary>Changes with what partners may report on.</summary>
    public static string Fingerprint(IEnumerable<Partner> partners) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    HubJson.Store(
                        partners
                            .OrderBy(p => p.Id, StringComparer.Ordinal)
                            .Select(p => new
                            {
                                p.Id,
                                p.Since,
                                p.Plans,
                                p.Items,
                            })))));

    private static IEnumerable<Reports> ReportsOf(Partner partner)
    {
        var whole = partner.Plans.ToHashSet(StringComparer.Ordinal);
        var single = partner
            .Items.Select(i => i.Split('/', 2))
            .Where(i => !whole.Contains(i[0]))
            .GroupBy(i => i[0], i => i[1], StringComparer.Ordinal);
        return
        [
            .. whole.Select(plan => new Reports(partner, plan, null)),
            .. single.Select(plan => new Reports(partner, plan.Key, [.. plan])),
        ];
    }
}

/// <summary>That a partner reports on a plan.</summary>
/// <param name="Items">Null for all.</param>
public sealed record Reports(Partner Partner, string Plan, IReadOnlyList<string>? Items)
{
    public bool Owes(IReadOnlySet<string> open) => Items is null ? open.Count > 0 : Items.Any(open.Contains);
}

/// <param name="LastHeard">UTC, the hub's calendar; null when never.</param>
/// <param name="Due">The last day of the plan's review interval since then, London.</param>
public sealed record SilentPartner(string Partner, string Plan, DateTimeOffset? LastHeard, DateOnly Due);

/// <summary>What a look for silent partners came to.</summary>
/// <param name="Day">On which every plan was looked at, London; null where some could not be read.</param>
/// <param name="Partners">Fingerprint of what partners could report on.</param>
/// <param name="Count">Of all.</param>
/// <param name="Silent">The longest silent, at most <see cref="Listed"/>.</param>
public sealed record Silence(DateOnly? Day, string Partners, int Count, IReadOnlyList<SilentPartner> Silent)
{
    public const int Listed = 1_000;
}
