using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Step 1 of an import: the file, or cells that are pasted, and the plan that they are for.</summary>
public sealed class ImportFileFunctions(
    OfficePages pages, ImportSteps steps, ImportDrafts drafts, IPlanStore plans, AllPlans all, TimeProvider clock)
{
    /// <summary>Bytes of a form with its file.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    [Function("ImportFile"), Page(PageAccess.Office), MaxBody(MaxBytes)]
    public async Task<IResult> ImportFileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/import")] HttpRequest request)
    {
        if (HttpMethods.IsPost(request.Method))
            return await TakeAsync(request);
        var plan = request.Query["plan"].ToString();
        return await ShowAsync(
            request,
            new UploadForm { Plan = plan, IsFixed = plan.Length > 0 && await TitleAsync(plan, request.Stop()) is not null },
            []);
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var form = UploadForm.Of(request.Form);
        var sent = request.Form.Files.GetFile("file") is { Length: > 0 } file ? file : null;
        var errors = form.Check(sent is not null);
        var (old, replaced) = (
            form.Draft.Length > 0 ? await drafts.FindAsync(request.SignedIn()!.Id, form.Draft, request.Stop()) : null,
            form.Draft.Length > 0);
        if (replaced && (old is null || !await all.ReachesAsync(old.Value.Draft.Plan, request.Stop())))
            return await steps.GoneAsync(request);
        if (errors.Count == 0 && await PlanFaultAsync(form, request.Stop()) is { } fault)
            errors.Add(fault);
        if (errors.Count > 0)
            return await ShowAsync(request, form, errors);
        var (bytes, name) = sent is null
            ? (Encoding.UTF8.GetBytes(form.Pasted), "pasted cells")
            : (await BytesAsync(sent, request.Stop()), OneLine.Of(sent.FileName));
        var isWorkbook = name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);
        var table = TableFile.Read(bytes, isWorkbook, null, Headings.Count);
        if (table.Refusal is { } refusal)
            return await ShowAsync(request, form, [ImportSteps.OfFile(refusal, sent is null ? "pasted" : "file")]);
        if (table.Tables.All(t => t.Rows.Count == 0))
            return await ShowAsync(
                request,
                form,
                [
                    new(
                        sent is null ? "pasted" : "file",
                        "empty",
                        "There is nothing in it: choose the file that holds the plan’s rows")]);
        var draft = await DraftAsync(form, old?.Draft, name, table, request.Stop()) with
        {
            FileName = name[..Math.Min(name.Length, PlanLimits.Name)],
            IsWorkbook = isWorkbook,
            FileHash = ImportDrafts.HashOf(bytes),
            At = clock.GetUtcNow(),
        };
        await drafts.SaveAsync(request.SignedIn()!.Id, Kept(draft, bytes), bytes, request.Stop());
        return new SeeOther(ImportSteps.Address(draft, "sheet"));
    }

    /// <summary>What was said of a file stays for the next where its headings are the same.</summary>
    private static ImportDraft Kept(ImportDraft draft, byte[] bytes) =>
        draft.Fields is { } fields && OpenImport.Of(draft, bytes).Headings?.Names.Count != fields.Count
            ? draft with { Sheet = null, HeadingLine = null, Fields = null }
            : draft;

    private async Task<ImportDraft> DraftAsync(
        UploadForm form, ImportDraft? old, string file, TableFile table, CancellationToken stop)
    {
        if (old is not null)
            return old;
        var title = form.Title.Length > 0 ? form.Title : null;
        return new ImportDraft
        {
            Id = drafts.NewId(),
            Plan = form.Plan.Length > 0
                ? form.Plan
                : form.Id.Length > 0
                    ? form.Id
                    : await FreeAsync(title ?? Above(table) ?? Path.GetFileNameWithoutExtension(file), stop),
            Title = form.Plan.Length > 0 ? null : title,
            FileName = file,
            FileHash = "",
            At = default,
        };
    }

    private static string? Above(TableFile table) =>
        TableChoice.Of(table, new ImportChoices(), new ImportNotes()).Choice?.TitleAbove;

    /// <summary>An id that no plan has.</summary>
    private async Task<string> FreeAsync(string title, CancellationToken stop)
    {
        const int Longest = 40;
        var slug = Id.Slug(title, Longest) is { Length: > 0 } text ? text : "plan";
        var id = slug;
        for (var n = 2; await TitleAsync(id, stop) is not null; n++)
            id = FormattableString.Invariant($"{slug}-{n}");
        return id;
    }

    private async Task<FieldError?> PlanFaultAsync(UploadForm form, CancellationToken stop)
    {
        if (form.Draft.Length > 0)
            return null;
        if (form.Plan.Length == 0 && PlanReach.Current is not null)
            return new("plan", "limited", "Choose a plan: somebody without limits brings in a new one");
        if (form.Plan.Length > 0)
            return Id.IsValid(form.Plan) && await TitleAsync(form.Plan, stop) is not null
                ? null
                : new("plan", "unknown", "There is no such plan any more: choose another");
        return form.Id.Length > 0 && await TitleAsync(form.Id, stop) is not null
            ? new("id", "taken", "There is a plan with this id: choose it above, or give another id")
            : null;
    }

    /// <returns>Null when there is no such plan.</returns>
    private async Task<string?> TitleAsync(string plan, CancellationToken stop) =>
        Id.IsValid(plan) && await all.ReachesAsync(plan, stop) ? (await plans.FindHeaderAsync(plan, stop))?.Plan.Title : null;

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }

    private async Task<IResult> ShowAsync(HttpRequest request, UploadForm form, IReadOnlyList<FieldError> errors)
    {
        IReadOnlyList<StoredHeader> known =
            form.Draft.Length > 0 ? [] : (await all.ReadAsync(plans.FindHeaderAsync, request.Stop())).Found;
        return await pages.ShowAsync<ImportFilePage>(
            steps.Of(request, "Import a spreadsheet") with { Errors = errors },
            new() { ["Form"] = form, ["Plans"] = known.Select(h => h.Plan).ToList() },
            errors.Count > 0 ? 400 : 200);
    }
}
