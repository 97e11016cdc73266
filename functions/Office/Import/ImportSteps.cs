using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What the steps of an import share: the file that waits, and where each step is.</summary>
public sealed class ImportSteps(OfficePages pages, ImportDrafts drafts, IPlanStore plans, AllPlans all)
{
    public const int Count = 5;

    public static string Address(ImportDraft draft, string step) => $"/office/import/{draft.Id}/{step}";

    /// <returns>Null when the file is not there any more, is another session's, or is for a plan out of reach.</returns>
    public async Task<OpenImport?> FindAsync(HttpRequest request) =>
        await drafts.FindAsync(request.SignedIn()!.Id, request.Route("draft"), request.Stop()) is var (draft, bytes)
            && await all.ReachesAsync(draft.Plan, request.Stop())
            ? OpenImport.Of(draft, bytes)
            : null;

    public PageContext Of(HttpRequest request, string title) => pages.Of(request, title) with { Section = "Plans" };

    /// <summary>The plan's title, where it is there already.</summary>
    public async Task<string> TitleAsync(ImportDraft draft, CancellationToken stop) =>
        (await plans.FindHeaderAsync(draft.Plan, stop))?.Plan.Title ?? draft.Title ?? "a new plan";

    public Task<IResult> GoneAsync(HttpRequest request) => pages.OfAsync(
        request, 404, "This file is not here any more",
        "It was brought in already, was deleted, or has waited for 24 hours. Choose it again under Plans, Import a spreadsheet.");

    /// <summary>A fault of the file as people read it: where, what and how to fix it.</summary>
    public static FieldError OfFile(FieldError error, string field) => new(field, error.Code, error.Pointer.Split('/') switch
    {
        ["", "line", var line, "column", var column, ..] =>
            string.Create(CultureInfo.InvariantCulture, $"Line {line}, column {column}: {error.Detail}"),
        _ => error.Detail,
    });
}

/// <summary>An import with its file as it is read.</summary>
public sealed record OpenImport(ImportDraft Draft, byte[] Bytes, TableFile File)
{
    public static OpenImport Of(ImportDraft draft, byte[] bytes) =>
        new(draft, bytes, TableFile.Read(bytes, draft.IsWorkbook, null, Headings.Count));

    /// <summary>The sheet that was chosen; else the one that is likeliest to be the plan.</summary>
    public Table Chosen(string? sheet = null)
    {
        var name = sheet ?? Draft.Sheet;
        return File.Tables.FirstOrDefault(t => name is not null && t.Name == name)
            ?? TableChoice.Of(File, new ImportChoices(), new ImportNotes()).Choice?.Table
            ?? File.Tables.OrderBy(t => t.IsHidden).ThenByDescending(t => t.Rows.Count).First();
    }

    /// <summary>The headings that were chosen; null until then.</summary>
    public Headings? Headings => Draft.HeadingLine is { } line ? HubFunctions.Plans.Headings.At(Chosen(), line) : null;
}
