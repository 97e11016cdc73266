namespace HubFunctions.Plans;

/// <summary>A storage account by its key, read by us: the Azure SDK quotes a malformed connection string.</summary>
/// <param name="Key">Base64.</param>
public sealed record StorageConnectionString(string Account, string Key, Uri TableEndpoint, Uri BlobEndpoint)
{
    // Published by Microsoft for every storage emulator; it protects nothing.
    private const string Emulator = "AccountName=devstoreaccount1;" +
        "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;" +
        "TableEndpoint=http://127.0.0.1:10002/devstoreaccount1;BlobEndpoint=http://127.0.0.1:10000/devstoreaccount1";

    /// <exception cref="FormatException">The text is no connection string; the message names the part, never its
    /// value.</exception>
    public static StorageConnectionString Parse(string text)
    {
        var parts = Parts(text);
        if (parts.TryGetValue("UseDevelopmentStorage", out var use) && bool.TryParse(use, out var emulator) && emulator)
            parts = Parts(Emulator);
        var account = Required(parts, "AccountName");
        if (!account.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            throw new FormatException("The AccountName of the storage connection string is not letters and digits.");
        var key = Key64(Required(parts, "AccountKey"));
        return new(account, key, Endpoint(parts, account, "Table"), Endpoint(parts, account, "Blob"));
    }

    public override string ToString() => $"{Account} at {TableEndpoint}";

    private static Dictionary<string, string> Parts(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
                throw new FormatException("A storage connection string is name=value pairs with ; between them, each name once.");
        }

        return parts;
    }

    private static string Required(Dictionary<string, string> parts, string name) =>
        parts.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new FormatException($"The storage connection string has no {name}.");

    private static Uri Endpoint(Dictionary<string, string> parts, string account, string service)
    {
        var text = parts.TryGetValue($"{service}Endpoint", out var given)
            ? given.TrimEnd('/')
            : $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.{service.ToLowerInvariant()}"
                + $".{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new FormatException($"The storage connection string has no usable {service}Endpoint.");
    }

    private static string Key64(string text) =>
        Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length > 0
            ? text
            : throw new FormatException("The AccountKey of the storage connection string is not base64.");
}
