using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Who owes a report on a public plan, for the health page. Anyone may ask that, and it reads every plan that
/// partners report on, so an answer stands for an hour: silence is a matter of days. It names no person.</summary>
public sealed class SilentPartnerMonitor(TablePartnerStore partners, IPlanStore plans, HubClock calendar, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private Known? _last;

    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<IReadOnlyList<SilentPartner>> ListAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_last is { } known && now - known.At < Fresh)
            return known.Silent;
        var reporting = await partners.ListAsync(stop);
        var today = calendar.Today;
        var silent = new List<SilentPartner>();
        foreach (var id in reporting.SelectMany(p => p.AllPlans()).Distinct().Order(StringComparer.Ordinal))
        {
            if (await plans.FindAsync(id, stop) is { } plan && plan.Plan.IsPublic())
                silent.AddRange(SilentPartners.Of(reporting, [plan], today));
        }

        HubTelemetry.SilentPartners(silent.Count);
        _last = new(now, silent);
        return silent;
    }

    /// <summary>A partner has reported or was entered: who was silent is looked up anew where that may change it.</summary>
    public void Heard(string partner, bool entered = false)
    {
        if (entered || _last?.Silent.Any(s => s.Partner == partner) == true)
            _last = null;
    }

    private sealed record Known(DateTimeOffset At, IReadOnlyList<SilentPartner> Silent);
}
