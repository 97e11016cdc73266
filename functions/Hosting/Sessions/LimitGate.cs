using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Hosting;

/// <summary>Keeps who is limited to some of the plans from every address of another plan, or of a partner of others. What
/// is not in an address, lists
/// leave out: <see cref="AllPlans"/>.</summary>
public sealed class LimitGate(AllPlans plans, IPartnerReach partners, IPageNotices notices)
{
    /// <summary>As if it were not there: not even that is told.</summary>
    /// <returns>Null when the call may go on.</returns>
    public async ValueTask<IResult?> RefusalAsync(HttpRequest request)
    {
        if (PlanReach.Current is null)
            return null;
        var isReached = (request.Plan() is not { Length: > 0 } plan || await plans.ReachesAsync(plan, request.Stop()))
            && (request.Route("partner") is not { Length: > 0 } partner || await partners.IncludesAsync(partner, request.Stop()));
        return isReached
            ? null
            : await notices.OfAsync(
                request,
                404,
                "There is no such page for you",
                "Nothing was changed. You are limited to some of the plans; what reports on others as well is looked after by "
                    + "somebody without limits.");
    }
}
