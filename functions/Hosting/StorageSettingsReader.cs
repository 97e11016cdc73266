using HubFunctions.Azure.Tables;

namespace HubFunctions.Hosting;

/// <summary>The settings of one storage account.</summary>
internal static class StorageSettingsReader
{
    /// <returns>Null when none is set.</returns>
    public static StorageSettings? Read(SettingsReader settings, string name)
    {
        var account = new StorageSettings(
            settings.Text(name),
            settings.Text($"{name}__accountName"),
            settings.Text($"{name}__clientId"),
            settings.OptionalUrl($"{name}__tableServiceUri"),
            settings.OptionalUrl($"{name}__blobServiceUri"));
        if (account.ConnectionString is { } connection && !IsConnection(connection))
            settings.Wrong(name, "is not a connection string", "copy it whole from the storage account's access keys, or use managed identity");
        else if (account is { ConnectionString: null, AccountName: { } text } && !IsAccount(text))
            settings.Wrong($"{name}__accountName", "is not the name of a storage account", "give its 3 to 24 lower-case letters and digits, without address");
        else if (account is { ConnectionString: null, AccountName: null } && account.TableServiceUri is null != account.BlobServiceUri is null)
            settings.Wrong($"{name}__accountName", "is missing", "give it, or both __tableServiceUri and __blobServiceUri");
        return account is { ConnectionString: null, AccountName: null, TableServiceUri: null, BlobServiceUri: null } ? null : account;
    }

    private static bool IsAccount(string text) => text is { Length: >= 3 and <= 24 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static bool IsConnection(string text)
    {
        try
        {
            _ = TableConnectionString.Parse(text);
            var blobs = text.Split(';').FirstOrDefault(part => part.TrimStart().StartsWith("BlobEndpoint=", StringComparison.OrdinalIgnoreCase));
            return blobs is null || Uri.TryCreate(blobs[(blobs.IndexOf('=', StringComparison.Ordinal) + 1)..], UriKind.Absolute, out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
