using System.Globalization;
using Azure;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>The table <c>HubPublishing</c>: the mark, and in the partition <c>day</c> a row for each plan and day, in the order
/// of days.</summary>
public sealed class TablePublishingDiary(TableServiceClient tables) : IPublishingDiary
{
    public const string TableName = "HubPublishing";
    private const string Days = "day";
    private const string Mark = "mark";
    private const string Form = "yyyy-MM-dd";

    private readonly TableClient _table = tables.GetTableClient(TableName);

    public async Task<PublishingMark?> MarkAsync(CancellationToken stop)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(Mark, Mark, cancellationToken: stop);
        if (row is not { HasValue: true, Value: { } mark })
            return null;
        return new(
            mark.GetDateTimeOffset("At")!.Value,
            Day(mark.GetString("Day")),
            mark.GetDateTimeOffset("SweptAt")!.Value,
            mark.GetString("SweptTo"),
            mark.GetInt32("Format") ?? 0);
    }

    public Task StoreAsync(PublishingMark mark, CancellationToken stop)
    {
        var row = new TableEntity(Mark, Mark)
        {
            ["At"] = mark.At,
            ["Day"] = Text(mark.Day),
            ["SweptAt"] = mark.SweptAt,
            ["Format"] = mark.Format,
        };
        if (mark.SweptTo is { } plan)
            row["SweptTo"] = plan;
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop);
    }

    public Task EnterAsync(DayEntry entry, CancellationToken stop) =>
        _table.UpsertEntityAsync(new TableEntity(Days, Key(entry)), TableUpdateMode.Replace, stop);

    public async Task<IReadOnlyList<DayEntry>> UntilAsync(DateOnly day, CancellationToken stop)
    {
        var entries = new List<DayEntry>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Days} and RowKey lt {Text(day) + "}"}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: stop))
            entries.Add(new(Day(row.RowKey[..Form.Length]), row.RowKey[(Form.Length + 1)..]));
        return entries;
    }

    public async Task StrikeAsync(IReadOnlyList<DayEntry> entries, CancellationToken stop)
    {
        foreach (var some in entries.Chunk(TransactionRules.MaxOperations))
        {
            try
            {
                await _table.SubmitTransactionAsync(some.Select(Delete), stop);
            }
            catch (TableTransactionFailedException gone) when (gone.Status == 404)
            {
                // Another tick struck some of them in the same moment.
                foreach (var entry in some)
                    await _table.DeleteEntityAsync(Days, Key(entry), cancellationToken: stop);
            }
        }
    }

    private static TableTransactionAction Delete(DayEntry entry) =>
        new(TableTransactionActionType.Delete, new TableEntity(Days, Key(entry)), ETag.All);

    private static string Key(DayEntry entry) => $"{Text(entry.Day)}|{entry.Plan}";

    private static string Text(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);
}
