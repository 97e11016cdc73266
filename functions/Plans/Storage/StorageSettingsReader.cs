namespace HubFunctions.Plans;

/// <summary>The settings of one storage account.</summary>
internal static class StorageSettingsReader
{
    /// <summary>Well known, as is its key; only ever used in Development.</summary>
    private static readonly StorageSettings Emulator = new("UseDevelopmentStorage=true", null, null, null, null);

    /// <summary>The account of the hub's own state.</summary>
    public static StorageSettings State(SettingsReader settings)
    {
        const string name = "AzureWebJobsStorage";
        var state = Read(settings, name);
        if (state is null && !settings.HasDefaults)
            settings.Wrong(name, "is missing", $"give a connection string, or {name}__accountName for managed identity");
        return state ?? Emulator;
    }

    /// <returns>Null when none is set.</returns>
    public static StorageSettings? Read(SettingsReader settings, string name)
    {
        var account = new StorageSettings(
            settings.Text(name),
            settings.Text($"{name}__accountName"),
            settings.Text($"{name}__clientId"),
            Address(settings, $"{name}__tableServiceUri"),
            Address(settings, $"{name}__blobServiceUri"));
        if (account.ConnectionString is { } connection && !IsConnection(connection))
            settings.Wrong(
                name,
                "is not a connection string",
                "copy it whole from the storage account's access keys, or use managed identity");
        else if (account is { ConnectionString: null, AccountName: { } text } && !IsAccount(text))
            settings.Wrong(
                $"{name}__accountName",
                "is not the name of a storage account",
                "give its 3 to 24 lower-case letters and digits, without address");
        else if (account is { ConnectionString: null, AccountName: null }
            && account.TableServiceUri is null != account.BlobServiceUri is null)
            settings.Wrong($"{name}__accountName", "is missing", "give it, or both __tableServiceUri and __blobServiceUri");
        return account is { ConnectionString: null, AccountName: null, TableServiceUri: null, BlobServiceUri: null }
            ? null
            : account;
    }

    /// <summary>Of an account without a key: the identity's token is never sent in the clear.</summary>
    private static Uri? Address(SettingsReader settings, string name)
    {
        var address = settings.Url(name);
        if (address?.Scheme == Uri.UriSchemeHttp)
            settings.Wrong(name, "is not encrypted", "give an address that begins with https://, or a connection string");
        return address;
    }

    private static bool IsAccount(string text) =>
        text is { Length: >= 3 and <= 24 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static bool IsConnection(string text)
    {
        try
        {
            _ = StorageConnectionString.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
