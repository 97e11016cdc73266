using System.Text;
using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>What partners sent and the hub refused: seen, corrected and replayed, or deleted.</summary>
public sealed class RefusedPageFunctions(
    OfficePages pages,
    RefusedList list,
    Quarantine quarantine,
    Replay replay,
    WordReplay words,
    AllPlans plans)
{
    private const int PageSize = 50;

    [Function("GetRefusedPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetRefusedPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/refused")] HttpRequest request)
    {
        var after = request.Query["after"].ToString();
        var isCorrected = request.Query["show"] == "corrected";
        var (entries, next) = await list.ReadAsync(isCorrected, after.Length == 0 ? null : after, PageSize, request.Stop());
        var done = request.Query["done"].ToString() switch
        {
            "stored" => "The corrected update is stored, beside what was sent.",
            "replayed" => "It was read again.",
            "deleted" => "It is deleted.",
            _ => null,
        };
        return await pages.ShowAsync<RefusedPage>(
            pages.Of(request, isCorrected ? "Corrected" : "Refused") with
            {
                Section = "Refused",
                Done = done,
            },
            new()
            {
                ["Entries"] = entries,
                ["Next"] = next,
                ["IsCorrected"] = isCorrected,
                ["Words"] = isCorrected
                    ? []
                    : await words.WaitingAsync(await list.WholeAsync(entries, request.Stop()), request.Stop()),
            });
    }

    [Function("GetRefusedEntry"), Page(PageAccess.Office)]
    public async Task<IResult> GetRefusedEntryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/refused/{id}")] HttpRequest request) =>
        await FindAsync(request) is not { } entry ? await GoneAsync(request)
        : entry.Correction is null ? await ShowAsync(request, entry, RefusedUpdate.Of(entry), 200)
        : await pages.ShowAsync<CorrectedEntry>(
            pages.Of(request, "A corrected update") with { Section = "Refused" }, new() { ["Entry"] = entry });

    [Function("CorrectRefusedEntry"), Page(PageAccess.Office), MaxBody(4 * 1024 * 1024)]
    public async Task<IResult> CorrectRefusedEntryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/refused/{id}")] HttpRequest request)
    {
        if (await FindAsync(request) is not { Correction: null } entry)
            return await GoneAsync(request);
        switch (request.Form["do"])
        {
            case "delete":
                await quarantine.DeleteAsync(entry.Id, request.Stop());
                return new SeeOther("/office/refused?done=deleted");
            case "again":
                return await ReplayAsync(request, entry, null);
        }

        if (entry.Body is not null || RefusedUpdate.Of(entry) is not { } sent)
            return await ReplayAsync(request, entry, null);
        var (update, errors) = sent.With(request.Form);
        if (update is { } other && await BeyondAsync(other, request.Stop()) is { } beyond)
            return await ShowAsync(request, entry, RefusedUpdate.Of(entry.Raw, [beyond]), 400);
        return update is { } corrected
            ? await ReplayAsync(request, entry, [new RawUpdate("", corrected)])
            : await ShowAsync(request, entry, RefusedUpdate.Of(entry.Raw, errors), 400);
    }

    private async Task<IResult> ReplayAsync(HttpRequest request, QuarantineEntry entry, IReadOnlyList<RawUpdate>? corrected) =>
        await replay.JudgeAsync(entry, corrected, request.Stop()) switch
        {
            Replayed.Judged => new SeeOther($"/office/refused?done={(corrected is null ? "replayed" : "stored")}"),
            Replayed.Refused { Errors: var errors } => await ShowAsync(
                request,
                entry,
                RefusedUpdate.Of(RawOf(entry, corrected), errors),
                422,
                errors),
            Replayed.WithoutPartner => await pages.OfAsync(
                request,
                409,
                "The partner is no longer known",
                "Nothing was changed. Enter the partner again, then replay what it sent."),
            _ => await pages.OfAsync(
                request,
                409,
                "This cannot be stored",
                "The partner has since sent something else under the same id. What it sent now counts: delete this entry."),
        };

    private static byte[] RawOf(QuarantineEntry entry, IReadOnlyList<RawUpdate>? corrected) =>
        corrected is [var one, ..] ? Encoding.UTF8.GetBytes(one.Json.GetRawText()) : entry.Raw;

    private Task<IResult> ShowAsync(
        HttpRequest request,
        QuarantineEntry entry,
        RefusedUpdate? update,
        int status,
        IReadOnlyList<FieldError>? errors = null)
    {
        var asForm = entry.Body is null ? update : null;
        var faults = asForm is null
            ? errors ?? entry.Errors
            :
            [
                .. asForm
                    .Fields.Where(f => f.Fault is not null)
                    .Select(f => new FieldError(RefusedUpdate.InputOf(f.Name), "fault", f.Fault!)),
                .. asForm.Others.Select(e => e with { Pointer = "" }),
            ];
        return pages.ShowAsync<RefusedEntry>(
            pages.Of(request, "Correct a refused update") with
            {
                Section = "Refused",
                Errors = [.. faults.Select(f => asForm is null ? f with { Pointer = "" } : f)],
            },
            new() { ["Entry"] = entry, ["Update"] = asForm },
            status);
    }

    /// <summary>Who is limited corrects nothing into another plan.</summary>
    private async Task<FieldError?> BeyondAsync(JsonElement update, CancellationToken stop) =>
        PlanReach.Current is not null && update.TryGetProperty("plan", out var plan)
            && !(plan.ValueKind == JsonValueKind.String && await plans.ReachesAsync(plan.GetString()!, stop))
            ? new("/plan", "limited", "This is none of the plans that you are limited to.") : null;

    private async Task<QuarantineEntry?> FindAsync(HttpRequest request) =>
        Id.IsValid(request.Route("id")) ? await list.FindAsync(request.Route("id"), request.Stop()) : null;

    private Task<IResult> GoneAsync(HttpRequest request) =>
        pages.OfAsync(
            request,
            404,
            "This is not refused any more",
            "Somebody corrected or deleted it already, or it has expired. Nothing was changed now.");
}
