using System.Globalization;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace HubFunctions.Plans;

/// <summary>The programme office brings a plan in from a spreadsheet.</summary>
public sealed class ImportFunctions(ImportRun run)
{
    private const string Csv = "text/csv";
    private const string Tabs = "text/tab-separated-values";

    [Function("ImportPlan")]
    public async Task<IResult> ImportPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/plans/{plan}/import")] HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || type.MediaType.Value is not (Csv or Tabs or WorkbookFile.ContentType))
            return Problems.UnsupportedMediaType(
                $"Send the spreadsheet as {Csv}, or a workbook (.xlsx) as {WorkbookFile.ContentType}.");
        var (choices, dryRun, errors) = Query(request);
        if (errors.Count > 0)
            return Problems.BadRequest("Fix the query and send it again.", errors);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.Stop());
        var file = TableFile.Read(
            body.ToArray(),
            type.MediaType.Value == WorkbookFile.ContentType,
            type.Charset.Value,
            Headings.Count);
        if (file.Refusal is { Code: "unknown-charset" })
            return Problems.UnsupportedMediaType(file.Refusal.Detail);
        return Answer(request, await run.RunAsync(file, request.Plan(), choices, dryRun, request.Stop()), dryRun);
    }

    private static IResult Answer(HttpRequest request, ImportResult result, bool dryRun)
    {
        if (result.Import.IsUnconfirmed)
            return Problems.Unprocessable("Nothing was changed: confirm what would go.", result.Import.Errors);
        if (result.Import.Errors.Count > 0 || result.Import.Plan is not { } plan)
            return Problems.BadRequest("The spreadsheet was not taken: see errors, by line and column.", result.Import.Errors);
        if (result.Difference is not { } difference)
            return Problems.Unavailable("The plan kept changing while it was entered. Send it again.");
        if (difference.Errors.Count > 0)
            return Problems.Unprocessable("The plan was not taken: it does not fit into storage.", difference.Errors);
        var answer = PlanEntered.Of(plan, difference, dryRun) with
        {
            Reported = [.. result.Import.Reports.Select(r => r.Item).Except(result.Unreported)],
            Warnings = result.Warnings,
        };
        var created = difference.Before is null && !dryRun;
        if (created)
            request.Answer().Location = $"/api/plans/{plan.Id}";
        return Results.Json(answer, HubJson.Options, statusCode: created ? 201 : 200);
    }

    private static (ImportChoices Choices, bool DryRun, IReadOnlyList<FieldError> Errors) Query(HttpRequest request)
    {
        var errors = new List<FieldError>();
        bool Flag(string name)
        {
            if (request.Flag(name) is { } flag)
                return flag;
            errors.Add(Requests.Neither(name));
            return false;
        }

        int? Number(string name)
        {
            var text = request.Query[name].ToString();
            if (text.Length == 0
                || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 0))
                return text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);
            errors.Add(new(name, "not-a-number", "Give a whole number, or leave it out."));
            return null;
        }

        string? Text(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        var choices = new ImportChoices
        {
            Sheet = Text("sheet"),
            HeadingLine = Number("headingLine"),
            Title = Text("title"),
            Remove = Flag("remove"),
            ConfirmRemove = Number("confirmRemove"),
        };
        return (choices, Flag("dryRun"), errors);
    }
}
