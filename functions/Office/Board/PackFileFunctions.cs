using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>A pack, or a supplement of it, as a file: for Word, for spreadsheets, or the document itself, which its hash is
/// of.</summary>
public sealed class PackFileFunctions(PackPages open, TablePacks packs, HubClock calendar)
{
    private const string Json = "application/json; charset=utf-8";

    [Function("DownloadPack"), Page(PageAccess.Office)]
    public async Task<IResult> DownloadPackAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/packs/{pack}/{file}")] HttpRequest request)
    {
        if (await open.FindAsync(request) is not { } pack)
            return await open.MissingAsync(request);
        var name = $"{request.Plan()}-board-pack-{request.Route("pack")}{(pack.Frozen is null ? "-draft" : "")}";
        return request.Route("file") switch
        {
            "pack.docx" => Results.File(Word(pack), PackDocument.ContentType, $"{name}.docx"),
            "pack.csv" => Results.File(PackCsv.Of(pack.Pack, pack.SupplementTexts), "text/csv; charset=utf-8", $"{name}.csv"),
            "pack.json" => Results.File(pack.Frozen?.Document ?? PackHash.Write(pack.Pack), Json, $"{name}.json"),
            _ => await open.MissingAsync(request),
        };
    }

    [Function("DownloadSupplement"), Page(PageAccess.Office)]
    public async Task<IResult> DownloadSupplementAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
            Route = "office/plans/{plan}/packs/{pack}/supplements/{file}")] HttpRequest request) =>
        PackPages.Board(request.Route("pack")) is { } board
            && request.Route("file").Split('.') is [var text, "json"]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
            && await packs.FindAsync(request.Plan(), board, number, request.Stop()) is { } found
            ? Results.File(found.Document, Json, $"{request.Plan()}-board-pack-{request.Route("pack")}-supplement-{number}.json")
            : await open.MissingAsync(request);

    private byte[] Word(OpenPack pack) => PackDocument.Write(
        $"{pack.Pack.Plan.Title ?? pack.Pack.Plan.Id}: {PackPages.Title(pack.Pack.Board)}", pack.Standing, pack.Outline,
        pack.Frozen?.Head.At ?? calendar.Now);
}
