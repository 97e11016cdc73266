using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The line of each plan in lists, a row a plan, so that a list need not read every plan's items.</summary>
/// <remarks>Invariant: a row is shown only if no change that was committed since its plan was read can be missing from it: no
/// hint names the plan since then (see <see cref="HintTimes"/>), and nothing has changed by itself. All others are read, and
/// their rows written by who lists them.</remarks>
public sealed class TablePlanSummaries(
    TableServiceClient tables, AllPlans all, IChangeHints hints, HubClock calendar, TimeProvider clock)
{
    /// <summary>Plans that are read before their rows are written: a list that is cut short has not read them in vain.</summary>
    private const int Together = 400;

    /// <summary>A row that still holds is given a new time this often, so that few hints tell whether it does.</summary>
    private static readonly TimeSpan Renewed = TimeSpan.FromMinutes(10);

    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    /// <summary>All plans that the caller may see, in the order of their ids.</summary>
    public async Task<PlansRead<PlanSummary>> ReadAsync(CancellationToken stop) =>
        await ReadAsync(await all.ListAsync(stop), stop);

    /// <param name="some">Ids of plans that the caller may see, in their order: see <see cref="AllPlans.ListAsync"/>.</param>
    public async Task<PlansRead<PlanSummary>> ReadAsync(IReadOnlyList<string> some, CancellationToken stop)
    {
        if (some.Count == 0)
            return new([], []);
        var today = calendar.Today;
        var now = clock.GetUtcNow();
        var rows = await RowsAsync(some[0], some[^1], stop);
        var fit = rows
            .Values.Where(r => r.Summary is not null && today >= r.Day && today < r.Until && !HintTimes.IsTooLongAgo(r.At, now))
            .ToList();
        // Hints are read after the rows: what was committed before this list began has its hint by now.
        var hinted = fit.Count == 0 ? null : await hints.SinceAsync(fit.Min(r => r.At), stop);
        var known = hinted is null
            ? []
            : fit.Where(r => !hinted.Contains(r.Plan)).ToDictionary(r => r.Plan, StringComparer.Ordinal);
        await WriteAsync([.. known.Values.Where(r => now - r.At > Renewed).Select(r => r with { At = now })], stop);

        var found = known.Values.ToDictionary(r => r.Plan, r => r.Summary!, StringComparer.Ordinal);
        var unread = new List<string>();
        foreach (var left in some.Where(id => !known.ContainsKey(id)).Chunk(Together))
        {
            var at = clock.GetUtcNow();
            var read = await all.ReadAsync(left, stop);
            unread.AddRange(read.Unread);
            var made = read
                .Found.Select(p => Row.Of(p, today, at) with { ETag = rows.GetValueOrDefault(p.Plan.Id)?.ETag })
                .ToList();
            made.ForEach(r => found[r.Plan] = r.Summary!);
            await WriteAsync(made, stop);
        }

        return new([.. some.Where(found.ContainsKey).Select(id => found[id])], unread);
    }

    /// <summary>Leaves nothing of what a row said. One that is on its way meets another ETag and is not written.</summary>
    public Task ForgetAsync(string plan, CancellationToken stop) =>
        _table.UpsertEntityAsync(new TableEntity(RowKeys.Summaries, plan), TableUpdateMode.Replace, stop);

    private async Task<Dictionary<string, Row>> RowsAsync(string first, string last, CancellationToken stop)
    {
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {RowKeys.Summaries} and RowKey ge {first} and RowKey le {last}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
            rows[row.RowKey] = Row.FromEntity(row);
        return rows;
    }

    private async Task WriteAsync(IReadOnlyList<Row> rows, CancellationToken stop)
    {
        foreach (var some in rows.Chunk(TransactionRules.MaxOperations))
        {
            try
            {
                await _table.SubmitTransactionAsync(some.Select(r => r.Write()), stop);
            }
            catch (TableTransactionFailedException other) when (other.Status is 404 or 409 or 412)
            {
                // Another list wrote some of them, or an erasure took them away: these are read again the next time.
            }
        }
    }

    /// <param name="Summary">Null where an erasure took it away, or it cannot be read.</param>
    /// <param name="Day">In London, for which it was made.</param>
    /// <param name="Until">The first day after on which it may say something else.</param>
    /// <param name="At">UTC, the real clock: when the plan was about to be read.</param>
    private sealed record Row(string Plan, PlanSummary? Summary, DateOnly Day, DateOnly Until, DateTimeOffset At, string? ETag)
    {
        private const string Form = "yyyy-MM-dd";

        public static Row Of(StoredPlan plan, DateOnly today, DateTimeOffset at)
        {
            var days = plan.Items.SelectMany(item => StandingDays.Of(plan.Plan, item)).Where(day => day > today);
            if (plan.Plan.Publication?.HoldTurns(today) is { } turns)
                days = days.Append(turns);
            return new(plan.Plan.Id, PlanSummary.Of(plan, today), today, days.DefaultIfEmpty(DateOnly.MaxValue).Min(), at, null);
        }

        public static Row FromEntity(TableEntity row) => Summarised(row) is not { } summary
            ? new(row.RowKey, null, default, default, default, row.ETag.ToString())
            : new(
                row.RowKey, summary, Parse(row.GetString("Day")), Parse(row.GetString("Until")),
                row.GetDateTimeOffset("At")!.Value, row.ETag.ToString());

        public TableTransactionAction Write()
        {
            var row = new TableEntity(RowKeys.Summaries, Plan) { ["At"] = At, ["Day"] = Text(Day), ["Until"] = Text(Until) };
            LongText.Write(row, "Summary", HubJson.Store(Summary));
            return ETag is { } etag
                ? new(TableTransactionActionType.UpdateReplace, row, new ETag(etag))
                : new(TableTransactionActionType.Add, row);
        }

        /// <summary>What cannot be read is made again.</summary>
        private static PlanSummary? Summarised(TableEntity row)
        {
            try
            {
                return LongText.Read(row, "Summary") is { } text ? HubJson.Read<PlanSummary>(text) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private static string Text(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);

        private static DateOnly Parse(string day) => DateOnly.ParseExact(day, Form, CultureInfo.InvariantCulture);
    }
}
