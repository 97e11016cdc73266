using System.Text;
using Azure.Data.Tables;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Where a text still lies.</summary>
internal static class Traces
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every place in tables and public files that still tells a text, however it is written there.</summary>
    /// <param name="plan">Only places whose names contain it.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(HubApp app, string text, string plan = "")
    {
        var traces = new List<string>();
        await foreach (var table in app.Storage.Tables.QueryAsync(cancellationToken: Cancel))
        {
            await foreach (
                var row in app.Storage.Tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: Cancel))
            {
                if (row.Any(column =>
                        Tells(column.Value as string)
                        || Tells(column.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null)))
                    traces.Add($"{table.Name} {row.PartitionKey} {row.RowKey}");
            }
        }

        var files = app.Get<BlobSnapshotFiles>();
        await foreach (var name in files.ListAsync("", Cancel))
        {
            if (await app.FileAsync(name) is { } content && Tells(Encoding.UTF8.GetString(content)))
                traces.Add(name);
        }

        return [.. traces.Where(trace => plan.Length == 0 || trace.Contains(plan, StringComparison.Ordinal))];

        bool Tells(string? value) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }
}
