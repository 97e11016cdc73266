using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>One item as its partner sees it, with the form for an update of it.</summary>
public sealed class PartnerItemFunctions(OfficePages pages, PartnerPages own, PartnerPlans plans, PartnerRates rates,
    IPlanStore store, Intake intake, HubClock calendar)
{
    [Function("GetPartnerItem"), Page(PageAccess.Partner)]
    public async Task<IResult> GetPartnerItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "partners/{partner}/plans/{plan}/items/{item}")] HttpRequest request) =>
        await FindAsync(request) is { } found
            ? await ShowAsync(request, found, UpdateForm.Of(calendar.Now), 200, []) : await MissingAsync(request);

    [Function("ReportOnItem"), Page(PageAccess.Partner), MaxBody(256 * 1024)]
    public async Task<IResult> ReportOnItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post",
            Route = "partners/{partner}/plans/{plan}/items/{item}")] HttpRequest request)
    {
        if (await FindAsync(request) is not { } found)
            return await MissingAsync(request);
        if (rates.Take(found.Partner.Partner.Id) is { } wait)
            return await pages.TooManyAsync(request, wait);
        var form = UpdateForm.Of(request.Form);
        if (form.Refusal(found.Item) is { } nothing)
            return await ShowAsync(request, found, form, 400, [nothing]);
        var envelope = EnvelopeOf(form, found);
        // What the form itself shows to be wrong is put right here, and is nobody's refused update.
        if (ErrorsOf(await intake.JudgeAsync(found.Partner, envelope, request.Stop())) is { Count: > 0 } errors)
            return await ShowAsync(request, found, form, 400, [.. errors.Select(e => form.At(e, found.Item))]);
        var result = await intake.AcceptAsync(found.Partner, envelope, request.Stop());
        if (result.Answer is not { } answer)
            return await pages.OfAsync(request, 409, "This could not be stored",
                "You may not report on this item any more, or something else was sent in its place. Open the page again.");
        return answer.Results is [{ Outcome: Outcome.Quarantined, Errors: var faults }]
            ? await ShowAsync(request, found, form, 422, [.. (faults ?? []).Select(e => form.At(e, found.Item))])
            : await own.ShowAsync(request, found.Partner, answer);
    }

    private static Envelope EnvelopeOf(UpdateForm form, Found found)
    {
        var json = form.ToJson(found.Plan.Plan.Id, found.Item);
        var hash = EnvelopeParser.Hash(json);
        return Envelope.Of(new Incoming(form.MessageId(hash), hash, 0, [new RawUpdate("", JsonElement.Parse(json))]), []);
    }

    private static IReadOnlyList<FieldError> ErrorsOf(IReadOnlyList<JudgedMessage> judged) =>
        [.. judged.SelectMany(m => m.Updates).SelectMany(u => u.Errors)];

    private async Task<Found?> FindAsync(HttpRequest request)
    {
        if (await plans.FindAsync(request.Partner(), request.Stop()) is not { } partner
            || !partner.Partner.MayReportOn(request.Plan(), request.Item()))
            return null;
        var header = await store.FindHeaderAsync(request.Plan(), request.Stop());
        var item = await store.FindItemAsync(request.Plan(), request.Item(), request.Stop());
        return header is null || item is null or { Item.Removed: true } ? null : new Found(partner, header, item.Item);
    }

    private Task<IResult> ShowAsync(HttpRequest request, Found found, UpdateForm form, int status,
        IReadOnlyList<FieldError> errors) => pages.ShowAsync<PartnerItemPage>(
        pages.Of(request, found.Item.Definition.Title) with { Section = "Partners", Errors = errors },
        new()
        {
            ["Partner"] = found.Partner,
            ["Plan"] = found.Plan.Plan,
            ["Item"] = ReportableItem.Of(found.Item, Standings.Of(found.Plan.Plan, found.Item, calendar.Today)),
            ["Form"] = form,
        },
        status);

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such item on your list",
            "It may have left the plan, or you may not report on it. Nothing was stored now.");

    private sealed record Found(KnownPartner Partner, StoredHeader Plan, PlanItem Item);
}
