using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HubFunctions.Reminders;

/// <summary>SendGrid's signed event webhook: ECDSA (P-256, SHA-256) over the timestamp header and the raw body.
/// See https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features.</summary>
public static class MailEvents
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>Custom argument of every mail: the recipient's identity.</summary>
    public const string Reference = "hub_reference";

    /// <summary>SendGrid repeats an event for up to 24 hours.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(25);

    public static bool IsSigned(string publicKey, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
            || seconds > 100_000_000_000 || signature is not { Length: > 0 and < 200 }
            || (DateTimeOffset.FromUnixTimeSeconds(seconds) - now).Duration() > Tolerance)
            return false;
        Span<byte> der = stackalloc byte[160];
        if (!Convert.TryFromBase64String(signature, der, out var length))
            return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp!), .. body];
        return key.VerifyData(signed, der[..length], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>What the events say of people: that mail does not get through, or (null) that it does again. Others say nothing.</summary>
    public static IReadOnlyList<(string Identity, Bounce? Bounce)> Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Array)
            throw new JsonException("The events are no list.");
        var found = new List<(string, Bounce?)>();
        foreach (var entry in json.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object))
        {
            if (Identity(entry) is not { } identity)
                continue;
            var at = entry.TryGetProperty("timestamp", out var seconds) && seconds.TryGetInt64(out var value) && value is > 0 and < 100_000_000_000
                ? DateTimeOffset.FromUnixTimeSeconds(value)
                : DateTimeOffset.UnixEpoch;
            switch (Text(entry, "event"))
            {
                // "blocked" is the receiving server's mood of the day, not a wrong address.
                case "bounce" when Text(entry, "type") != "blocked":
                case "dropped":
                case "spamreport":
                    found.Add((identity, new Bounce(identity, Text(entry, "event")!, at)));
                    break;
                case "delivered":
                    found.Add((identity, null));
                    break;
            }
        }

        return found;
    }

    private static string? Identity(JsonElement entry) =>
        Text(entry, Reference) is { Length: 32 } reference && reference.All(char.IsAsciiHexDigitLower) ? reference
        : Text(entry, "email") is { Length: > 0 and < 400 } address ? Recipient.IdentityOf(address)
        : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
