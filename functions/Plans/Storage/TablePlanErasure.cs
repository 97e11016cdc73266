using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>Takes a text out of a plan's rows: items, then everything else, so that no update under way carries it on.</summary>
public sealed class TablePlanErasure(
    TableServiceClient tables,
    IPlanStore plans,
    TablePlanSummaries summaries,
    TimeProvider clock) : IErasablePlace
{
    private const int MaxAttempts = 20;
    private readonly TableClient _table = tables.GetTableClient(TablePlanStore.TableName);

    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        // An entry that the header names is completed by looking at it. One that no header names is nobody's, and goes whole.
        await plans.FindHeaderAsync(erasure.Plan, stop);
        var changed = await new TableEntries(_table).DiscardAsync(erasure.Plan, DateTimeOffset.MaxValue, clock.GetUtcNow(), stop);
        foreach (var prefix in (string[])["item|", ""])
        {
            var end = prefix.Length == 0 ? "~" : RowKeys.After(prefix);
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {erasure.Plan} and RowKey ge {prefix} and RowKey lt {end}");
            await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
                changed += await EraseAsync(erasure, row, stop) ? 1 : 0;
        }

        // Who lists the plans now has read what it says without the text.
        await summaries.ForgetAsync(erasure.Plan, stop);
        return changed;
    }

    private async Task<bool> EraseAsync(TextErasure erasure, TableEntity row, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (!Take(erasure, row))
                return false;
            try
            {
                await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, stop);
                return true;
            }
            catch (RequestFailedException other) when (other.Status is 404 or 412)
            {
                var again = await _table.GetEntityIfExistsAsync<TableEntity>(
                    row.PartitionKey,
                    row.RowKey,
                    cancellationToken: stop);
                if (!again.HasValue)
                    return false;
                row = again.Value!;
            }
        }

        throw new StorageUnavailableException(
            409,
            $"A row was changed by others {MaxAttempts} times in a row; send the erasure again.");
    }

    private static bool Take(TextErasure erasure, TableEntity row)
    {
        var key = row.RowKey.Split('|');
        var item = key[0] is "item" or "hist" && key[1] != StoredHeader.HistoryId ? key[1] : null;
        var changed = key[0] == "snap" && TakeFromRecipe(erasure, row);
        foreach (var column in row.Keys.Where(name => IsJson(row, name)).ToList())
            changed |= TakeFromColumn(erasure, row, column, item, isEntry: key[0] == "hist" && column == "Entry");
        if (row.RowKey == RowKeys.Header
            && row.GetString("Title") is { } title
            && erasure.Field == "title"
            && erasure.Item is null
            && erasure.IsIn(title))
            (row["Title"], changed) = ("", true);
        return changed;
    }

    /// <summary>Columns after the first hold the rest of a long text.</summary>
    private static bool IsJson(TableEntity row, string name) =>
        row[name] is string text && text is ['{' or '[', ..] && LongText.Read(row, name) is not null;

    private static bool TakeFromColumn(TextErasure erasure, TableEntity row, string column, string? item, bool isEntry)
    {
        if (LongText.Read(row, column) is not { } text || Parse(text) is not { } json || !erasure.TakeFromStored(json, item))
            return false;
        if (isEntry || column == "State")
            row["Erased"] = true;
        for (var part = 2; row.ContainsKey(Part(column, part)); part++)
            row.Remove(Part(column, part));
        LongText.Write(row, column, HubJson.Store(json));
        return true;
    }

    private static bool TakeFromRecipe(TextErasure erasure, TableEntity row)
    {
        var recipe = PublicationEntities.RecipeFromEntity(row);
        var header = JsonNode.Parse(HubJson.Store(recipe.Header))!;
        if (!erasure.TakeFromStored(header, item: null))
            return false;
        var erased = recipe with { Header = HubJson.Read<PlanHeader>(header.ToJsonString()), IsErased = true };
        var etag = row.ETag;
        var fresh = PublicationEntities.ToEntity(row.PartitionKey, row.RowKey, erased);
        foreach (var name in row.Keys.Where(name => name.StartsWith("Recipe", StringComparison.Ordinal)).ToList())
            row.Remove(name);
        foreach (
            var (name, value) in fresh.Where(column =>
                column.Key is not ("PartitionKey" or "RowKey" or "odata.etag" or "Timestamp")))
            row[name] = value;
        row.ETag = etag;
        return true;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // A column's continuation that happens to begin with a bracket.
            return null;
        }
    }

    private static string Part(string column, int part) => column + part.ToString(CultureInfo.InvariantCulture);
}
