using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Who owes a report on a public plan, for the health page. Anyone may ask that, and it reads every plan that
/// partners report on, so an answer stands for an hour: silence is a matter of days. It names no person.</summary>
public sealed class SilenceWatch(TablePartnerStore partners, IPlanStore plans, HubClock calendar, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private (DateTimeOffset At, IReadOnlyList<SilentPartner> Silent)? _last;

    /// <exception cref="global::Azure.RequestFailedException">Storage is away.</exception>
    public async Task<IReadOnlyList<SilentPartner>> ListAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_last is { } last && now - last.At < Fresh)
            return last.Silent;
        var reporting = await partners.ListAsync(stop);
        var today = calendar.Today;
        var silent = new List<SilentPartner>();
        foreach (var id in reporting.SelectMany(p => p.AllPlans()).Distinct().Order(StringComparer.Ordinal))
        {
            if (await plans.FindAsync(id, stop) is { } plan && plan.Plan.IsPublic())
                silent.AddRange(SilentPartners.Of(reporting, [plan], today));
        }

        HubTelemetry.SilentPartners(silent.Count);
        _last = (now, silent);
        return silent;
    }
}
