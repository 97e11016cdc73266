using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Step 3 of an import: what each column is.</summary>
public sealed class ImportColumnsFunctions(
    OfficePages pages, ImportSteps steps, ImportDrafts drafts, RememberedColumns remembered)
{
    [Function("ImportColumns"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> ImportColumnsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/import/{draft}/columns")]
        HttpRequest request)
    {
        if (await steps.FindAsync(request) is not { } import)
            return await steps.GoneAsync(request);
        if (import.Headings is not { } headings)
            return new SeeOther(ImportSteps.Address(import.Draft, "sheet"));
        var form = import.Draft.Fields is { } said && said.Count == headings.Names.Count
            ? new ColumnsForm(import.Chosen(), headings, [.. said.Cast<ImportField?>()])
            : ColumnsForm.Of(import.Chosen(), headings, await remembered.OfAsync(import.Draft.Plan, headings, request.Stop()));
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, import, form, []);
        form = form.With(request.Form);
        if (form.Check() is { Count: > 0 } errors)
            return await ShowAsync(request, import, form, errors);
        await drafts.SaveAsync(request.SignedIn()!.Id, import.Draft with { Fields = form.Decided }, request.Stop());
        return new SeeOther(ImportSteps.Address(import.Draft, "check"));
    }

    private async Task<IResult> ShowAsync(
        HttpRequest request,
        OpenImport import,
        ColumnsForm form,
        IReadOnlyList<FieldError> errors) => await pages.ShowAsync<ImportColumnsPage>(
        steps.Of(request, "Say what each column is") with { Errors = errors },
        new()
        {
            ["Draft"] = import.Draft,
            ["Form"] = form,
            ["Plan"] = await steps.TitleAsync(import.Draft, request.Stop()),
        },
        errors.Count > 0 ? 400 : 200);
}
