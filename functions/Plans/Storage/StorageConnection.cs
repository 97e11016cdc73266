using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace HubFunctions.Plans;

/// <summary>
/// The clients of one storage account: by connection string, else by managed identity (the user-assigned one
/// when a client id is given, else the system-assigned). Every failure of theirs is a
/// <see cref="Azure.RequestFailedException"/>; where storage is not reached in time, the
/// <see cref="StorageUnavailableException"/> among them.
/// </summary>
public sealed class StorageConnection
{
    /// <param name="settings">Which account.</param>
    /// <param name="credential">In place of the managed identity.</param>
    /// <param name="configure">Of either client, last.</param>
    /// <exception cref="FormatException">The settings do not name an account; the message never shows their values.</exception>
    public StorageConnection(
        StorageSettings settings, TokenCredential? credential = null, Action<ClientOptions>? configure = null)
    {
        var (tables, blobs) = (TableOptions(), BlobOptions());
        configure?.Invoke(tables);
        configure?.Invoke(blobs);
        if (settings.ConnectionString is { Length: > 0 } text)
        {
            var account = StorageConnectionString.Parse(text);
            Tables = new GuardedTables(account.TableEndpoint, new TableSharedKeyCredential(account.Account, account.Key), tables);
            Blobs = new BlobServiceClient(
                account.BlobEndpoint, new StorageSharedKeyCredential(account.Account, account.Key), blobs);
            return;
        }

        credential ??= new ManagedIdentityCredential(settings.ClientId is { Length: > 0 } clientId
            ? ManagedIdentityId.FromUserAssignedClientId(clientId)
            : ManagedIdentityId.SystemAssigned);
        Tables = new GuardedTables(settings.TableServiceUri ?? DefaultUri(settings.AccountName, "table"), credential, tables);
        Blobs = new BlobServiceClient(settings.BlobServiceUri ?? DefaultUri(settings.AccountName, "blob"), credential, blobs);
    }

    public TableServiceClient Tables { get; }

    public BlobServiceClient Blobs { get; }

    /// <summary>Nothing happens when it is there.</summary>
    public Task CreateTableAsync(string name, CancellationToken cancellationToken) =>
        Tables.CreateTableIfNotExistsAsync(name, cancellationToken);

    private static Uri DefaultUri(string? account, string service) =>
        account is { Length: >= 3 and <= 24 } && account.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            ? new Uri($"https://{account}.{service}.core.windows.net")
            : throw new FormatException("A storage account's name has 3 to 24 lower-case letters and digits.");

    /// <summary>15 s is less than a webhook's sender waits, so that it gets a 503 rather than silence.</summary>
    private static TableClientOptions TableOptions()
    {
        var options = Common(new TableClientOptions(), new BoundedRetryPolicy(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(5)));
        options.AddPolicy(new MissingTablePolicy(), HttpPipelinePosition.PerCall);
        return options;
    }

    /// <summary>No checksums of the SDK's own on the way: the emulator refuses them, and TLS has its own.</summary>
    private static BlobClientOptions BlobOptions()
    {
        var options = Common(new BlobClientOptions(), new BoundedRetryPolicy(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(10)));
        options.TransferValidation.Upload.ChecksumAlgorithm = StorageChecksumAlgorithm.None;
        options.TransferValidation.Download.ChecksumAlgorithm = StorageChecksumAlgorithm.None;
        return options;
    }

    /// <summary>The SDK's own logs and traces stay off: its addresses carry row keys.</summary>
    private static T Common<T>(T options, BoundedRetryPolicy retries)
        where T : ClientOptions
    {
        options.Transport = StorageTransport.Shared;
        options.RetryPolicy = retries;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.AddPolicy(new UnreachableStoragePolicy(), HttpPipelinePosition.PerCall);
        return options;
    }
}
