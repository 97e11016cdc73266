using System.Buffers;
using System.Text;
using Azure;

namespace HubFunctions.Azure.Tables;

/// <summary>
/// Builds the multipart body of an entity-group transaction. The boundaries can be constants: every line end inside
/// the parts is escaped by JSON, so no line of theirs can begin with a boundary.
/// </summary>
internal sealed class TransactionRequest(string tableUri)
{
    public const string ContentType = "multipart/mixed; boundary=batch_6ff1e6a0-3d5c-4f5e-9f0e-4a1de1be5a11";
    private readonly ArrayBufferWriter<byte> _body = new(4096);

    public static ReadOnlyMemory<byte> Build(string tableUri, IReadOnlyList<TableTransactionAction> actions)
    {
        Check(actions);
        var request = new TransactionRequest(tableUri);
        request._body.Write("--batch_6ff1e6a0-3d5c-4f5e-9f0e-4a1de1be5a11\r\nContent-Type: multipart/mixed; boundary=changeset_6ff1e6a0-3d5c-4f5e-9f0e-4a1de1be5a12\r\n\r\n"u8);
        foreach (var action in actions)
            request.Append(action);
        request._body.Write("--changeset_6ff1e6a0-3d5c-4f5e-9f0e-4a1de1be5a12--\r\n\r\n--batch_6ff1e6a0-3d5c-4f5e-9f0e-4a1de1be5a11--\r\n"u8);
        return request._body.WrittenCount <= EntityLimits.TransactionBytes
            ? request._body.WrittenMemory
            : throw new ArgumentException($"The transaction takes {request._body.WrittenCount} bytes; the limit is {EntityLimits.TransactionBytes}.", nameof(actions));
    }

    private static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > EntityLimits.TransactionActions)
            throw new ArgumentException($"A transaction has 1 to {EntityLimits.TransactionActions} operations, not {actions.Count}.", nameof(actions));
        var partition = actions[0].Entity.PartitionKey;
        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            if (!string.Equals(actions[i].Entity.PartitionKey, partition, StringComparison.Ordinal))
                throw new ArgumentException($"Operation {i} is for another partition; a transaction has one.", nameof(actions));
            if (!rows.Add(actions[i].Entity.RowKey))
                throw new ArgumentException($"Operation {i} repeats a row of the transaction.", nameof(actions));
        }
    }

    private void Append(TableTransactionAction action)
    {
        var entity = TableClient.AsTableEntity(action.Entity);
        _body.Write("--changeset_6ff1e6a0-3d5c-4f5e-9f0e-4a1de1be5a12\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8);
        AppendRequestLine(action.ActionType, entity);
        AppendCondition(action);
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            EntityLimits.CheckKey(entity.PartitionKey, nameof(entity.PartitionKey));
            EntityLimits.CheckKey(entity.RowKey, nameof(entity.RowKey));
            _body.Write("Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;\r\n\r\n"u8);
        }
        else
        {
            EntityLimits.Check(entity);
            _body.Write("Accept: application/json;odata=minimalmetadata\r\nContent-Type: application/json\r\nPrefer: return-no-content\r\nDataServiceVersion: 3.0;\r\n\r\n"u8);
            EntityWriter.Write(_body, entity);
        }

        _body.Write("\r\n"u8);
    }

    private void AppendRequestLine(TableTransactionActionType type, TableEntity entity)
    {
        _body.Write(type switch
        {
            TableTransactionActionType.Add => "POST "u8,
            TableTransactionActionType.Delete => "DELETE "u8,
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH "u8,
            _ => "PUT "u8,
        });
        Encoding.UTF8.GetBytes(tableUri, _body);
        if (type != TableTransactionActionType.Add)
            Encoding.UTF8.GetBytes(TableClient.RowPath(entity.PartitionKey, entity.RowKey), _body);
        _body.Write(" HTTP/1.1\r\n"u8);
    }

    private void AppendCondition(TableTransactionAction action)
    {
        if (action.ActionType is not (TableTransactionActionType.UpdateMerge
            or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete))
            return;
        var etag = action.ETag == default ? action.Entity.ETag : action.ETag;
        if (etag == default)
        {
            etag = action.ActionType == TableTransactionActionType.Delete
                ? ETag.All
                : throw new ArgumentException("An update in a transaction needs an ETag; say ETag.All to overwrite whatever is there.", nameof(action));
        }

        _body.Write("If-Match: "u8);
        Encoding.UTF8.GetBytes(etag.ToString("H"), _body);
        _body.Write("\r\n"u8);
    }
}
