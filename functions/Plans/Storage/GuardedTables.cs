using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The Table service whose tables check a transaction before it is sent: see <see cref="TransactionRules"/>.</summary>
internal sealed class GuardedTables : TableServiceClient
{
    private readonly Func<string, GuardedTable> _table;

    public GuardedTables(Uri endpoint, TableSharedKeyCredential key, TableClientOptions options)
        : base(endpoint, key, options) => _table = name => new(endpoint, name, key, options);

    /// <summary>The endpoint must be HTTPS: tokens are never sent in the clear.</summary>
    public GuardedTables(Uri endpoint, TokenCredential credential, TableClientOptions options)
        : base(endpoint, credential, options) => _table = name => new(endpoint, name, credential, options);

    public override TableClient GetTableClient(string tableName) => _table(tableName);

    private sealed class GuardedTable : TableClient
    {
        public GuardedTable(Uri endpoint, string name, TableSharedKeyCredential key, TableClientOptions options)
            : base(endpoint, name, key, options)
        {
        }

        public GuardedTable(Uri endpoint, string name, TokenCredential credential, TableClientOptions options)
            : base(endpoint, name, credential, options)
        {
        }

        public override Response<IReadOnlyList<Response>> SubmitTransaction(
            IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Await SubmitTransactionAsync.");

        public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
            IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
        {
            List<TableTransactionAction> actions = [.. transactionActions];
            TransactionRules.Check(actions);
            try
            {
                return await base.SubmitTransactionAsync(actions, cancellationToken);
            }
            catch (TableTransactionFailedException refused) when (refused.ErrorCode == MissingTablePolicy.Code)
            {
                throw MissingTablePolicy.Failure();
            }
        }
    }
}
