using System.Text;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Plans;

/// <summary>The programme office takes a plan out as a spreadsheet, edits it and brings it in again.</summary>
public sealed class ExportFunctions(IPlanStore store)
{
    [Function("ExportPlan")]
    public async Task<IResult> ExportPlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/plans/{plan}/export")] HttpRequest request)
    {
        var format = request.Query["format"].ToString();
        if (format is not ("" or "csv" or "xlsx"))
            return Problems.BadRequest("Fix the query and send it again.", [new("format", "unknown-format", "Give csv or xlsx.")]);
        if (await store.FindAsync(request.Plan(), request.Stop()) is not { } plan)
            return Problems.NotFound("There is no plan with this id. GET /api/plans lists them.");
        var lines = PlanTable.Of(plan);
        return format == "xlsx"
            ? Results.File(WorkbookWriter.Write(lines, "Plan"), WorkbookFile.ContentType, $"{plan.Plan.Id}.xlsx")
            : Results.File(Csv(lines), "text/csv; charset=utf-8", $"{plan.Plan.Id}.csv");
    }

    private static byte[] Csv(IEnumerable<IReadOnlyList<string>> lines)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var line in lines)
            text.AppendJoin(',', line.Select(CsvCell.Quoted)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
