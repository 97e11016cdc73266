using Azure;

namespace HubFunctions.Azure.Tables;

/// <summary>
/// One operation of a transaction. An update or delete is conditional on <paramref name="etag"/>, else on the entity's
/// own ETag; an update with neither is refused, so an unconditional one says <see cref="ETag.All"/>.
/// </summary>
public sealed class TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
{
    public TableTransactionActionType ActionType { get; } = actionType;

    public ITableEntity Entity { get; } = entity;

    public ETag ETag { get; } = etag;
}
