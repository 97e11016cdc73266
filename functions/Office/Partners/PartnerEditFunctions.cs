using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Who may report, on what and in which words, and with which secret: entered on pages.</summary>
public sealed class PartnerEditFunctions(OfficePages pages, TablePartnerStore partners, PartnerEntry entry, PartnerKeys keys,
    AllPlans plans, PartnerHistory history)
{
    private const int ChangesShown = 20;

    /// <summary>Field by which a repeat of a press is known, so that a second press makes no second secret.</summary>
    public const string Once = "once";

    private const string Other = "Somebody changed this partner since you opened the page. What you entered is in the form: "
        + "look at what is stored now, then save again";

    [Function("AddPartner"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> AddPartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/new-partner")] HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return await ShowNewAsync(request, PartnerForm.Empty, Guid.NewGuid().ToString("N"), [], 200);
        var (form, key) = (PartnerForm.Of(request.Form, id: null), request.Form[Once].ToString());
        var (partner, errors) = form.Read();
        if (partner is null)
            return await ShowNewAsync(request, form, key, errors, 400);
        if (await BeyondAsync(partner, request.Stop()) is { } beyond)
            return await ShowNewAsync(request, form, key, [beyond], 400);
        return await entry.PutAsync(
            partner,
            entry.Named(key, "new on a page"u8),
            request.Stop(),
            static before => before is null) switch
        {
            PartnerEntered.Done done => await ShowSecretAsync(request, done.Partner, "The partner is entered"),
            PartnerEntered.Changed => await ShowNewAsync(
                request,
                form,
                key,
                [new("id", "taken", "There is a partner with this id: open it in the list, or give another id")],
                409),
            _ => await ShowNewAsync(
                request,
                form,
                key,
                [new("", "busy", "Others are entering this partner: send it again")],
                409),
        };
    }

    [Function("EditPartner"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> EditPartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/partners/{partner}")]
            HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, null, [], 200);
        var (form, version) = (PartnerForm.Of(request.Form, request.Partner()), request.Form[PartnerForm.Version].ToString());
        var (partner, errors) = form.Read();
        if (partner is null)
            return await ShowAsync(request, form, errors, 400);
        if (await BeyondAsync(partner, request.Stop()) is { } beyond)
            return await ShowAsync(request, form, [beyond], 400);
        bool IsSeen(StoredPartner? before) =>
            before is not null && (before.ETag == version || PartnerForm.IsSame(before.Partner, partner));
        return await entry.PutAsync(partner, null, request.Stop(), IsSeen) is PartnerEntered.Done
            ? new SeeOther($"/office/partners/{partner.Id}?done=changed")
            : await ShowAsync(request, form, [new("", "changed", Other)], 409);
    }

    [Function("RotateOnPage"), Page(PageAccess.Office), MaxBody(16 * 1024)]
    public async Task<IResult> RotateOnPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/partners/{partner}/rotate")] HttpRequest request)
    {
        var (revoke, once) = (request.Form["revoke"] == "yes", request.Form[Once].ToString());
        var issue = entry.Named(once, revoke ? "rotate and revoke on a page"u8 : "rotate on a page"u8);
        return await entry.RotateAsync(request.Partner(), revoke, issue, request.Stop()) switch
        {
            PartnerEntered.Done done => await ShowSecretAsync(request, done.Partner, "New secret and token"),
            PartnerEntered.Missing => await MissingAsync(request),
            PartnerEntered.TooOften => await ShowAsync(
                request,
                null,
                [
                    new(
                        "revoke",
                        "too-often",
                        $"Made {PartnerLimits.Retired} times in 24 hours: wait, or end all old ones at once"),
                ],
                409),
            _ => await ShowAsync(request, null, [new("", "busy", "Others are changing this partner: send it again")], 409),
        };
    }

    /// <summary>What somebody who is limited may not give a partner.</summary>
    private async Task<FieldError?> BeyondAsync(Partner partner, CancellationToken stop)
    {
        if (PlanReach.Current is null)
            return null;
        foreach (var plan in partner.AllPlans())
        {
            if (!await plans.ReachesAsync(plan, stop))
                return new("plans", "limited", $"{plan} is none of the plans that you are limited to: leave it out");
        }

        return partner.AllPlans().Count == 0
            ? new("plans", "limited", "Give at least one of the plans that you are limited to") : null;
    }

    private async Task<IResult> ShowAsync(HttpRequest request, PartnerForm? sent, IReadOnlyList<FieldError> errors, int status)
    {
        if (await partners.FindAsync(request.Partner(), request.Stop()) is not { } stored)
            return await MissingAsync(request);
        var page = pages.Of(request, stored.Partner.Name) with
        {
            Section = "Partners",
            Errors = errors,
            Done = request.Query["done"] == "changed" ? "The change is stored. It holds everywhere within half a minute." : null,
        };
        return await pages.ShowAsync<PartnerEditPage>(
            page,
            new()
            {
                ["Stored"] = stored,
                ["Form"] = sent ?? PartnerForm.Of(stored.Partner),
                ["Version"] = stored.ETag,
                ["History"] = await history.OfAsync(stored.Partner.Id, ChangesShown, request.Stop()),
            },
            status);
    }

    private Task<IResult> ShowNewAsync(
        HttpRequest request, PartnerForm form, string key, IReadOnlyList<FieldError> errors, int status) =>
        pages.ShowAsync<NewPartnerPage>(
            pages.Of(request, "Add a partner") with { Section = "Partners", Errors = errors },
            new() { ["Form"] = form, ["Key"] = key }, status);

    private Task<IResult> ShowSecretAsync(HttpRequest request, Partner partner, string title) =>
        pages.ShowAsync<PartnerSecretPage>(
            pages.Of(request, title) with { Section = "Partners" },
            new() { ["Partner"] = partner, ["Secret"] = keys.SigningSecret(partner), ["Token"] = keys.Token(partner) });

    private Task<IResult> MissingAsync(HttpRequest request) =>
        pages.OfAsync(request, 404, "There is no such partner", "It may have another id. Nothing was changed now.");
}
