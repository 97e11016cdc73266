using HubFunctions.Http;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The office tries whether what a partner sends would be understood, before it does.</summary>
public sealed class TestMessageFunctions(OfficePages pages, PartnerPlans plans, TestMessage test)
{
    [Function("TestPartner"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> TestPartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/partners/{partner}/test")] HttpRequest request) =>
        await plans.FindAsync(request.Partner(), request.Stop()) is { } partner
            ? await pages.ShowAsync<TestMessagePage>(
                pages.Of(request, "Test message") with { Section = "Partners" },
                new() { ["Partner"] = partner.Partner, ["Answer"] = await test.SendAsync(partner, request.Stop()) })
            : await pages.OfAsync(request, 404, "There is no such partner", "It may have another id. Nothing was sent.");
}
