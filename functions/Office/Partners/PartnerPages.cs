using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>Shows a partner its page, also when a file that it sent cannot be taken.</summary>
public sealed class PartnerPages(OfficePages pages, PartnerPlans plans, PartnerMessages messages)
{
    /// <summary>The newest; the API lists more.</summary>
    private const int MessagesShown = 20;

    public async Task<IResult> ShowAsync(HttpRequest request, KnownPartner partner, int status, params FieldError[] errors) =>
        await pages.ShowAsync<PartnerPage>(
        pages.Of(request, partner.Partner.Name) with { Errors = errors, Section = "Partners", Script = OfficeScript.Address },
        new()
        {
            ["Overview"] = await plans.OverviewAsync(partner, request.Stop()),
            ["Messages"] = (await messages.ListAsync(partner.Partner, request.Stop(), MessagesShown)).Messages,
            ["Words"] = OneLine.Of(request.Query["q"].ToString()),
        },
        status);

    /// <summary>What became of an update or a file.</summary>
    public Task<IResult> ShowAsync(HttpRequest request, KnownPartner partner, IntakeResponse answer) =>
        pages.ShowAsync<SentResult>(
        pages.Of(request, SentResult.TitleOf(answer)) with { Section = "Partners" },
        new() { ["Answer"] = answer, ["Partner"] = partner.Partner.Id },
        answer.Results.Count > 0 && answer.Results.All(r => r.Outcome == Outcome.Quarantined) ? 422 : 200);

    public Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such partner", "The programme office enters partners. Nothing was changed now.");
}
