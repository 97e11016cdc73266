using System.Text;

namespace HubFunctions.Plans;

/// <summary>A plan as a file to keep or edit, and the empty table to start one from. Pure.</summary>
public static class PlanFiles
{
    /// <summary>What a file may be, for errors.</summary>
    public const string Formats = "csv, xlsx or stratml";

    /// <param name="format">Empty is csv.</param>
    /// <returns>Null when there is no such format.</returns>
    public static IResult? Of(StoredPlan plan, string format) => format switch
    {
        "" or "csv" => Csv(PlanTable.Of(plan), plan.Plan.Id),
        "xlsx" => Workbook(PlanTable.Of(plan), plan.Plan.Id),
        "stratml" => Results.File(StratMl.Write(plan), StratMl.ContentType, $"{plan.Plan.Id}.stratml.xml"),
        _ => null,
    };

    /// <summary>Headings that the import knows.</summary>
    /// <returns>Null when there is no such format.</returns>
    public static IResult? Template(string format) => format switch
    {
        "csv" => Csv(PlanTemplate.Lines, PlanTemplate.Name),
        "xlsx" => Workbook(PlanTemplate.Lines, PlanTemplate.Name),
        _ => null,
    };

    private static IResult Workbook(IEnumerable<IReadOnlyList<string>> lines, string name) =>
        Results.File(WorkbookWriter.Write(lines, "Plan"), WorkbookFile.ContentType, $"{name}.xlsx");

    private static IResult Csv(IEnumerable<IReadOnlyList<string>> lines, string name)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var line in lines)
            text.AppendJoin(',', line.Select(CsvCell.Quoted)).Append("\r\n");
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"{name}.csv");
    }
}
