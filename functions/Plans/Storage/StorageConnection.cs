using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using HubFunctions.Azure.Tables;
using HubFunctions.Hosting;

namespace HubFunctions.Plans;

/// <summary>
/// The two services of one storage account: by connection string, else by managed identity (the user-assigned one
/// when a client id is given, else the system-assigned).
/// </summary>
public sealed class StorageConnection
{
    /// <exception cref="FormatException">The settings do not name an account; the message never shows their values.</exception>
    public StorageConnection(StorageSettings settings, TokenCredential? credential = null)
    {
        if (settings.ConnectionString is { Length: > 0 } text)
        {
            Tables = new TableServiceClient(text);
            Blobs = new BlobServiceClient(text, BlobOptions());
            return;
        }

        credential ??= new ManagedIdentityCredential(settings.ClientId is { Length: > 0 } clientId
            ? ManagedIdentityId.FromUserAssignedClientId(clientId)
            : ManagedIdentityId.SystemAssigned);
        Tables = new TableServiceClient(settings.TableServiceUri ?? DefaultUri(settings.AccountName, "table"), credential);
        Blobs = new BlobServiceClient(settings.BlobServiceUri ?? DefaultUri(settings.AccountName, "blob"), credential, BlobOptions());
    }

    public TableServiceClient Tables { get; }

    public BlobServiceClient Blobs { get; }

    private static Uri DefaultUri(string? account, string service) =>
        account is { Length: >= 3 and <= 24 } && account.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9'))
            ? new Uri($"https://{account}.{service}.core.windows.net")
            : throw new FormatException("A storage account's name has 3 to 24 lower-case letters and digits.");

    private static BlobClientOptions BlobOptions()
    {
        var options = new BlobClientOptions { Transport = StorageTransport.Shared };
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        options.AddPolicy(new UnreachableStoragePolicy(), HttpPipelinePosition.PerCall);
        return options;
    }
}
