namespace HubFunctions.Azure.Tables;

/// <summary>The table part of a storage connection string.</summary>
/// <exception cref="FormatException">The text is not a connection string; the message names the part, never its value.</exception>
public sealed record TableConnectionString(Uri Endpoint, string AccountName, byte[] AccountKey)
{
    // Published by Microsoft for every storage emulator; it protects nothing.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableConnectionString Parse(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
                throw new FormatException("A storage connection string is name=value pairs, each name once, with ; between them.");
        }

        if (parts.TryGetValue("UseDevelopmentStorage", out var use) && bool.TryParse(use, out var emulator) && emulator)
        {
            return new(
                new Uri("http://127.0.0.1:10002/devstoreaccount1"), "devstoreaccount1", Convert.FromBase64String(EmulatorKey));
        }

        var account = Required("AccountName");
        return new(ServiceUri(parts, account), account, Key(Required("AccountKey")));

        string Required(string name) => parts.TryGetValue(name, out var value) && value.Length > 0
            ? value
            : throw new FormatException($"The storage connection string has no {name}.");
    }

    public override string ToString() => $"{AccountName} at {Endpoint}";

    private static Uri ServiceUri(Dictionary<string, string> parts, string account)
    {
        var text = parts.TryGetValue("TableEndpoint", out var given)
            ? given.TrimEnd('/')
            : $"{parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new FormatException("The storage connection string has no usable TableEndpoint.");
    }

    private static byte[] Key(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0
            ? bytes[..length]
            : throw new FormatException("The AccountKey of the storage connection string is not base64.");
    }
}
