using System.Globalization;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>The audit: who changed what, before and after, by plan and day, on pages and as CSV.</summary>
public sealed class AuditFunctions(OfficePages pages, Audit audit, AllPlans plans, HubClock calendar)
{
    private const int PageSize = 50;

    private static readonly string[] Columns = ["at", "plan", "item", "who", "what", "reason", "field", "before", "after"];

    [Function("GetAuditPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetAuditPageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head",
        Route = "office/audit")] HttpRequest request)
    {
        var query = AuditQuery.Of(request.Query, calendar.Today);
        var found = query.Errors.Count > 0 ? new AuditRead([], 0, IsCut: false) : await audit.FindAsync(query, request.Stop());
        var shown = found.Found.Skip((query.Number - 1) * PageSize).Take(PageSize).ToList();
        var page = pages.Of(request, "Audit") with { Section = "Audit", Errors = query.Errors };
        return await pages.ShowAsync<AuditPage>(
            page,
            new()
            {
                ["Query"] = query,
                ["Plans"] = (await plans.ListAsync(request.Stop())).ToList(),
                ["Lines"] = await audit.TellAsync(shown, request.Stop()),
                ["Found"] = found,
                ["PageCount"] = (found.Found.Count + PageSize - 1) / PageSize,
                ["Entered"] = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.Ordinal),
            },
            query.Errors.Count > 0 ? 400 : 200);
    }

    [Function("DownloadAudit"), Page(PageAccess.Office)]
    public async Task<IResult> DownloadAuditAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/audit/audit.csv")] HttpRequest request)
    {
        var query = AuditQuery.Of(request.Query, calendar.Today);
        if (query.Errors.Count > 0)
            return new SeeOther("/office/audit" + request.QueryString);
        var found = await audit.FindAsync(query, request.Stop());
        if (found.IsCut)
            return await pages.OfAsync(request, 422, "There are too many changes for one file",
                $"A file has at most {Audit.Most} changes: ask for fewer days, or for one plan.");
        var text = new StringBuilder("\uFEFF");
        Line(text, Columns);
        foreach (var line in await audit.TellAsync(found.Found, request.Stop()))
            Line(text, line);
        var name = string.Create(CultureInfo.InvariantCulture, $"audit-{query.From:yyyy-MM-dd}-{query.Until:yyyy-MM-dd}.csv");
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    /// <summary>A row a field; one row for a change without any.</summary>
    private static void Line(StringBuilder text, AuditLine line)
    {
        var (plan, item, entry) = line.Entry;
        string?[] begin =
        [
            entry.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), plan,
                item is StoredHeader.HistoryId or Audit.Asks ? "" : item, entry.By,
            AuditLine.What(line.Entry), entry.Reason,
        ];
        foreach (var difference in line.Differences.DefaultIfEmpty(new("", null, null)))
            Line(text, [.. begin, difference.What, difference.Before, difference.After]);
    }

    private static void Line(StringBuilder text, IEnumerable<string?> cells) =>
        text.AppendJoin(',', cells.Select(c => CsvCell.Quoted(CsvCell.Guarded((c ?? "").ReplaceLineEndings(" ")))))
            .Append("\r\n");
}
