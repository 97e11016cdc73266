using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.LocalRun;

/// <summary>The page at <c>/</c> of a local run.</summary>
public sealed class HomePage(
    AllPlans all,
    TablePartnerStore partners,
    PartnerKeys keys,
    HubClock calendar,
    TimeProvider real,
    OfficeOptions office,
    HubAddress hub,
    RazorHtml html)
{
    private const string Partner = "kirklees-council";

    public async Task<IResult> GetAsync(HttpContext http)
    {
        var plans = (await all.ReadAsync(http.RequestAborted)).Found;
        var view = new HomeView(
            calendar.Now,
            [.. plans.Select(p => PlanSummary.Of(p, calendar.Today))],
            HomeView.Latest(plans, calendar.Today),
            await CurlAsync(http.RequestAborted),
            $"""<script src="{Hub}/dev/snapshots/embed.js" async></script> <strategy-progress plan="kirklees"></strategy-progress>""",
            office.AdminKey,
            hub.Url);
        return Results.Content(await html.OfAsync<Home>(new() { [nameof(Home.View)] = view }), "text/html; charset=utf-8");
    }

    private string Hub => hub.Url.ToString().TrimEnd('/');

    private async Task<string> CurlAsync(CancellationToken stop)
    {
        if (await partners.FindAsync(Partner, stop) is not { } partner)
            return "# The samples are still loading. Reload in a moment.";
        var now = calendar.Now.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var body =
            $$$"""{"type":"deliverable.updated","timestamp":"{{{now}}}","data":{"plan":"kirklees","deliverable":"5.1","asAt":"{{{now}}}","health":"green","percentComplete":80,"summary":"The new commission is signed and starts with the municipal year."}}""";
        return SignedCurl.Of(
            hub.Url,
            Partner,
            keys.SigningSecret(partner.Partner),
            $"msg_{Guid.NewGuid():N}",
            body,
            real.GetUtcNow());
    }
}
