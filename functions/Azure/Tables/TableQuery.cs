using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Core;

namespace HubFunctions.Azure.Tables;

/// <summary>Pages of a query. A page can be empty and still have one after it: the service stops at partition borders.</summary>
internal sealed class TableQuery<T>(
    TablePipeline pipeline, string table, string? filter, int? maxPerPage, IEnumerable<string>? select, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : class, ITableEntity
{
    private const char Separator = '\n';

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        ReadPages(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    private async IAsyncEnumerable<Page<T>> ReadPages(
        string? continuation, int? top, [EnumeratorCancellation] CancellationToken token = default)
    {
        do
        {
            using var message = pipeline.CreateMessage(RequestMethod.Get, Path(continuation, top));
            await pipeline.SendAsync(message, token);
            var response = message.Response;
            if (response.Status != 200)
                throw TableError.From(response);
            continuation = Continuation(response);
            var rows = EntityReader.ReadPage(response.Content.ToMemory().Span);
            yield return Page<T>.FromValues(rows as IReadOnlyList<T> ?? throw new NotSupportedException("This client reads TableEntity only."), continuation, response);
        }
        while (continuation is not null);
    }

    private static string? Continuation(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition))
            return null;
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return $"{partition}{Separator}{row}";
    }

    private string Path(string? continuation, int? top)
    {
        var path = new StringBuilder($"/{table}()");
        var separator = '?';
        Add("$filter", filter);
        Add("$top", top?.ToString(CultureInfo.InvariantCulture));
        Add("$select", select is null ? null : string.Join(',', select));
        if (continuation?.Split(Separator) is [var partition, var row])
        {
            Add("NextPartitionKey", partition);
            Add("NextRowKey", row);
        }

        return path.ToString();

        void Add(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            path.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }
}
