using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Step 2 of an import: the sheet, and the row in which its headings stand.</summary>
public sealed class ImportSheetFunctions(OfficePages pages, ImportSteps steps, ImportDrafts drafts)
{
    [Function("ImportSheet"), Page(PageAccess.Office), MaxBody(64 * 1024)]
    public async Task<IResult> ImportSheetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "head", Route = "office/import/{draft}/sheet")]
        HttpRequest request)
    {
        if (await steps.FindAsync(request) is not { } import)
            return await steps.GoneAsync(request);
        if (!HttpMethods.IsPost(request.Method))
            return await ShowAsync(request, import, import.Chosen(request.Query["sheet"]), []);
        var table = import.Chosen(request.Form["sheet"].ToString() is { Length: > 0 } name ? name : null);
        if (!int.TryParse(request.Form["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            || Headings.At(table, line) is not { } headings)
            return await ShowAsync(request, import, table, [new("line", "required", "Choose the row with the headings")]);
        var draft = import.Draft with { Sheet = table.Name, HeadingLine = line };
        var isSame = import.Chosen() == table && import.Headings?.Names.SequenceEqual(headings.Names) == true;
        await drafts.SaveAsync(request.SignedIn()!.Id, isSame ? draft : draft with { Fields = null }, request.Stop());
        return new SeeOther(ImportSteps.Address(draft, "columns"));
    }

    private async Task<IResult> ShowAsync(
        HttpRequest request,
        OpenImport import,
        Table table,
        IReadOnlyList<FieldError> errors) => await pages.ShowAsync<ImportSheetPage>(
        steps.Of(request, "Choose the row with the headings") with { Errors = errors },
        new()
        {
            ["Import"] = import,
            ["Table"] = table,
            ["Plan"] = await steps.TitleAsync(import.Draft, request.Stop()),
        },
        errors.Count > 0 ? 400 : 200);
}
