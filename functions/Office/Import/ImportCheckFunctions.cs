using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Timescales;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Steps 4 and 5 of an import: what would change, and the press that brings it in.</summary>
public sealed class ImportCheckFunctions(
    OfficePages pages, ImportSteps steps, ImportDrafts drafts, ImportRun run, ImportEntries entries, ITimescaleReader reader,
    HubClock calendar)
{
    [Function("ImportCheck"), Page(PageAccess.Office), MaxBody(1024 * 1024)]
    public async Task<IResult> ImportCheckAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/import/{draft}/check")]
        HttpRequest request)
    {
        var isSent = HttpMethods.IsPost(request.Method);
        if (await steps.FindAsync(request) is not { } import)
            return isSent && await WasEnteredAsync(request) is { } plan
                ? new SeeOther($"/office/plans/{plan}/import")
                : await steps.GoneAsync(request);
        if (import.Draft.Fields is null)
            return new SeeOther(ImportSteps.Address(import.Draft, "columns"));
        return isSent ? await TakeAsync(request, import) : await ShowAsync(request, import, CheckForm.Of(import.Draft), []);
    }

    private async Task<IResult> TakeAsync(HttpRequest request, OpenImport import)
    {
        var form = CheckForm.Of(import.Draft).With(request.Form);
        if (form.Check() is { Count: > 0 } faults)
            return await ShowAsync(request, import, form, faults);
        var draft = form.On(import.Draft);
        if (request.Form["do"] != "apply")
        {
            await drafts.SaveAsync(request.SignedIn()!.Id, draft, request.Stop());
            return new SeeOther($"{ImportSteps.Address(draft, "check")}{PageQuery(request)}{Anchor(request)}");
        }

        // Whoever leaves the page does not leave the plan half done.
        var result = await entries.EnterAsync(
            request.SignedIn()!.Id, draft, import.File, request.Form[CheckForm.Version].ToString(), CancellationToken.None);
        if (result.IsStale && await WasEnteredAsync(request) is { } plan)
            return new SeeOther($"/office/plans/{plan}/import");
        if (result.IsStale)
            return await ShowAsync(
                request,
                import,
                form,
                [
                    new(
                        "",
                        "changed",
                        "Somebody changed the plan or the file since you opened this page. What would change now is below: look "
                            + "at it"),
                ],
                409);
        if (result.Import.IsUnconfirmed)
            return await ShowAsync(
                request,
                import,
                form,
                [
                    new(
                        "confirmRemove",
                        "not-confirmed",
                        $"Enter {result.Import.Missing.Count} to confirm that so many items are closed")]);
        var isNoted = await WasEnteredAsync(request) is not null;
        return result.Difference switch
        {
            { Errors.Count: 0, IsEmpty: true } when result.Import.Reports.Count == 0 && !isNoted =>
                new SeeOther($"/office/plans/{draft.Plan}?done=unchanged"),
            { Errors.Count: 0 } => new SeeOther($"/office/plans/{draft.Plan}/import"),
            { Errors: var large } => await ShowAsync(request, import, form, [.. large.Select(e => e with { Pointer = "" })]),
            null when result.Import.Errors.Count > 0 => await ShowAsync(request, import, form, []),
            null =>
                await ShowAsync(
                    request,
                    import,
                    form,
                    [new("", "busy", "Others kept changing the plan: wait a moment, then bring it in again")],
                    409),
        };
    }

    /// <returns>The plan into which the same press brought the file before; null for none.</returns>
    private async Task<string?> WasEnteredAsync(HttpRequest request)
    {
        var plan = request.Form["plan"].ToString();
        return Id.IsValid(plan) && (await entries.LastAsync(plan, request.Stop()))?.Draft == request.Route("draft") ? plan : null;
    }

    private async Task<IResult> ShowAsync(
        HttpRequest request, OpenImport import, CheckForm form, IReadOnlyList<FieldError> errors, int status = 400)
    {
        var draft = import.Draft with { Remove = false };
        var result = await run.RunAsync(import.File, draft.Plan, draft.Choices, dryRun: true, request.Stop());
        var faults = result.Import.Errors.Select(e => ImportSteps.OfFile(e, "file"))
            .Concat(result.Difference?.Errors.Select(e => e with { Pointer = "" }) ?? []);
        var all = errors.Concat(faults).ToList();
        var context = steps.Of(request, "Check what would change") with { Errors = all };
        var plan = result.Before?.Plan.Title ?? result.Import.Plan?.Title ?? draft.Title ?? draft.Plan;
        if (result.Difference is not { Errors.Count: 0 } difference)
        {
            return await pages.ShowAsync<ImportFaultPage>(
                context, new() { ["Draft"] = draft, ["Plan"] = plan, ["Warnings"] = result.Warnings }, all.Count > 0 ? 400 : 503);
        }

        return await pages.ShowAsync<ImportCheckPage>(
            context,
            new()
            {
                ["Draft"] = draft,
                ["Plan"] = plan,
                ["Form"] = form,
                ["View"] = new CheckView(result, difference, form.Meanings, reader, calendar.Now),
                ["Version"] = draft.VersionWith(result.Before),
                ["PageNumber"] = PageNumber(request),
            },
            all.Count > 0 ? status : 200);
    }

    /// <summary>From 1.</summary>
    private static int PageNumber(HttpRequest request) =>
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? Math.Clamp(page, 1, PlanLimits.Items)
            : 1;

    private static string PageQuery(HttpRequest request) =>
        PageNumber(request) is > 1 and var page ? FormattableString.Invariant($"?page={page}") : "";

    private static string Anchor(HttpRequest request) =>
        request.Form["pick"].ToString().Split('|')[0] is var item && Id.IsValid(item) ? $"#date-{item}" : "#dates";
}
