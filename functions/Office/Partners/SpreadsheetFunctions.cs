using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>A partner's spreadsheet, dropped on its page: read, stored and answered by line as by the API.</summary>
public sealed class SpreadsheetFunctions(
    OfficePages pages, PartnerPages page, PartnerPlans plans, PartnerRates rates, EnvelopeReader envelopes, Intake intake)
{
    private const int MaxForm = 8 * 1024 * 1024;

    private static readonly FieldError NotYours = new(
        "file", "not-allowed",
        "You may report on none of the deliverables in this file: compare its columns plan and deliverable with your list below");

    [Function("UploadUpdates"), Page(PageAccess.Partner), MaxBody(MaxForm)]
    public async Task<IResult> UploadUpdatesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "partners/{partner}/spreadsheet")] HttpRequest request)
    {
        if (await plans.FindAsync(request.Partner(), request.Stop()) is not { } partner)
            return await page.MissingAsync(request);
        if (rates.Take(partner.Partner.Id) is { } wait)
            return await pages.TooManyAsync(request, wait);
        var (raw, fault) = await ReadAsync(request);
        if (fault is not null)
            return await page.ShowAsync(request, partner, 400, new FieldError("file", "file", fault));
        var body = new RefusedBody(
            WorkbookFile.IsPackage(raw) ? ContentKind.Workbook : ContentKind.Csv,
            null,
            null,
            CloudEventAttributes.None);
        var envelope = await envelopes.ReadAsync(
            partner.Partner, raw, new Unpacked(UnpackResult.Unpacked, raw), body, request.Stop());
        if (envelope.TooMany)
            return await page.ShowAsync(request, partner, 413, new FieldError(
                "file", "too-many", $"The file reports on more than {UpdateLimits.Updates} lines: send it in parts"));
        var result = await intake.TakeAsync(partner, raw, body, envelope, request.Stop());
        if (result.Answer is not { } answer)
            return await page.ShowAsync(request, partner, 403, NotYours);
        return await page.ShowAsync(request, partner, answer);
    }

    private static async Task<(byte[] Raw, string? Fault)> ReadAsync(HttpRequest request)
    {
        if (request.Form.Files is not [{ Length: > 0 } file])
            return ([], request.Form.Files.Count > 1
                ? "Send one file at a time" : "Choose the file to send; an empty one holds nothing to store");
        if (file.Length > UpdateLimits.Body)
            return ([], "The file is larger than 1 MB: send it in parts");
        using var raw = new MemoryStream();
        await file.CopyToAsync(raw, request.Stop());
        return (raw.ToArray(), null);
    }
}
