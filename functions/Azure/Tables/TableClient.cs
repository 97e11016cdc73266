using System.Buffers;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace HubFunctions.Azure.Tables;

/// <summary>
/// One table. A write that was stored although its answer got lost is sent again by the retries, so an add may meet
/// itself as 409 and a conditional write its own result as 412: callers read back before they call it a conflict.
/// </summary>
/// <remarks>Argument errors name the limit (<see cref="EntityLimits"/>); all else is <see cref="RequestFailedException"/>.</remarks>
public sealed class TableClient
{
    private readonly TablePipeline _pipeline;

    internal TableClient(string name, TablePipeline pipeline)
    {
        Name = name;
        _pipeline = pipeline;
    }

    public string Name { get; }

    /// <summary>A filter with every inserted value quoted as its type needs.</summary>
    public static string CreateQueryFilter(FormattableString filter) => filter.ToString(ODataLiteral.Formatter);

    public async Task<Response> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = _pipeline.CreateMessage(RequestMethod.Post, "/Tables");
        SetJson(message, Encoding.UTF8.GetBytes($$"""{"TableName":"{{JsonEncodedText.Encode(Name)}}"}"""));
        await _pipeline.SendAsync(message, cancellationToken);
        if (message.Response.Status is 201 or 204)
            return message.Response;
        var error = TableError.From(message.Response);
        return error.ErrorCode == "TableAlreadyExists" ? message.Response : throw error;
    }

    public Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        SendAsync(_pipeline.CreateMessage(RequestMethod.Delete, $"/Tables('{Name}')"), cancellationToken, or: 404);

    /// <exception cref="RequestFailedException">409 EntityAlreadyExists.</exception>
    public Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        var message = _pipeline.CreateMessage(RequestMethod.Post, "/" + Name);
        SetEntity(message, entity);
        return SendAsync(message, cancellationToken);
    }

    /// <exception cref="RequestFailedException">404 ResourceNotFound.</exception>
    public async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = GetRow(partitionKey, rowKey, select);
        await _pipeline.SendAsync(message, cancellationToken);
        return message.Response.Status == 200 ? Row<T>(message.Response) : throw TableError.From(message.Response);
    }

    public async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = GetRow(partitionKey, rowKey, select);
        await _pipeline.SendAsync(message, cancellationToken);
        if (message.Response.Status == 200)
            return Row<T>(message.Response);
        var error = TableError.From(message.Response);
        return error is { Status: 404, ErrorCode: "ResourceNotFound" } ? new NoEntityResponse<T>(message.Response) : throw error;
    }

    public Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => WriteAsync(entity, ifMatch: null, mode, cancellationToken);

    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied, 404 ResourceNotFound.</exception>
    public Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity => ifMatch == default
            ? throw new ArgumentException("An update needs an ETag; say ETag.All to overwrite whatever is there.", nameof(ifMatch))
            : WriteAsync(entity, ifMatch, mode, cancellationToken);

    /// <summary>A row that is not there counts as deleted: the answer is then 404, not an exception.</summary>
    public Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        var message = _pipeline.CreateMessage(RequestMethod.Delete, CheckedRow(partitionKey, rowKey));
        message.Request.Headers.SetValue("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString("H"));
        return SendAsync(message, cancellationToken, or: 404);
    }

    /// <summary>Rows in key order, a page (at most 1,000 rows) at a time as the caller reads on.</summary>
    public AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        new TableQuery<T>(_pipeline, Name, filter, maxPerPage, select, cancellationToken);

    /// <summary>All or nothing, within one partition; the answers are in the order of the operations.</summary>
    /// <exception cref="TableTransactionFailedException">Nothing was stored; the index says which operation was refused.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TableTransactionAction> actions = [.. transactionActions];
        var body = TransactionRequest.Build($"{_pipeline.Endpoint}/{Name}", actions);
        using var message = _pipeline.CreateMessage(RequestMethod.Post, "/$batch");
        message.Request.Headers.SetValue("Content-Type", TransactionRequest.ContentType);
        message.Request.Content = RequestContent.Create(body);
        await _pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        return response.Status == 202
            ? Response.FromValue(TransactionResponse.Parse(response.Content.ToMemory().Span, actions.Count), response)
            : throw TableError.From(response);
    }

    internal static TableEntity AsTableEntity(ITableEntity entity) => entity as TableEntity
        ?? throw new NotSupportedException($"This client stores {nameof(TableEntity)} only.");

    internal static string RowPath(string partitionKey, string rowKey) => $"(PartitionKey='{Quote(partitionKey)}',RowKey='{Quote(rowKey)}')";

    private static string Quote(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static Response<T> Row<T>(Response response)
        where T : class, ITableEntity =>
        Response.FromValue((T)(ITableEntity)EntityReader.ReadEntity(response.Content.ToMemory().Span), response);

    private static void SetEntity(HttpMessage message, ITableEntity entity)
    {
        var row = AsTableEntity(entity);
        var body = new ArrayBufferWriter<byte>(Math.Min(EntityLimits.Check(row) + 64, 16 * 1024));
        EntityWriter.WriteAscii(body, row);
        SetJson(message, body.WrittenMemory);
    }

    private static void SetJson(HttpMessage message, ReadOnlyMemory<byte> body)
    {
        message.Request.Headers.SetValue("Content-Type", "application/json");
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(body);
    }

    private Task<Response> WriteAsync(ITableEntity entity, ETag? ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        var method = mode == TableUpdateMode.Merge ? RequestMethod.Patch : RequestMethod.Put;
        var message = _pipeline.CreateMessage(method, $"/{Name}{RowPath(entity.PartitionKey, entity.RowKey)}");
        SetEntity(message, entity);
        if (ifMatch is { } etag)
            message.Request.Headers.SetValue("If-Match", etag.ToString("H"));
        return SendAsync(message, cancellationToken);
    }

    private HttpMessage GetRow(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        var path = CheckedRow(partitionKey, rowKey);
        if (select is not null)
            path += "?$select=" + Uri.EscapeDataString(string.Join(',', select));
        return _pipeline.CreateMessage(RequestMethod.Get, path);
    }

    private string CheckedRow(string partitionKey, string rowKey)
    {
        EntityLimits.CheckKey(partitionKey, nameof(partitionKey));
        EntityLimits.CheckKey(rowKey, nameof(rowKey));
        return $"/{Name}{RowPath(partitionKey, rowKey)}";
    }

    private async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, int or = 204)
    {
        using (message)
        {
            await _pipeline.SendAsync(message, cancellationToken);
            return message.Response.Status == 204 || message.Response.Status == or
                ? message.Response
                : throw TableError.From(message.Response);
        }
    }
}
