using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Mail;

/// <summary>SendGrid's signed event webhook: ECDSA (P-256, SHA-256) over the timestamp header and the raw body.
/// See
/// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features.</summary>
public static class MailEvents
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>Custom argument of every mail: its <see cref="OutgoingMail.Reference"/>.</summary>
    public const string Reference = "hub_reference";

    /// <summary>SendGrid repeats an event for up to 24 hours.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(25);

    public static bool IsKey(string publicKey)
    {
        try
        {
            using var key = Key(publicKey);
            return key.KeySize == 256;
        }
        catch (Exception malformed) when (malformed is FormatException or CryptographicException)
        {
            return false;
        }
    }

    public static bool IsSigned(
        string publicKey, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > 100_000_000_000 || signature is not { Length: > 0 and < 200 }
            || (DateTimeOffset.FromUnixTimeSeconds(seconds) - now).Duration() > Tolerance)
            return false;
        Span<byte> der = stackalloc byte[160];
        if (!Convert.TryFromBase64String(signature, der, out var length))
            return false;
        using var key = Key(publicKey);
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp!), .. body];
        try
        {
            return key.VerifyData(signed, der[..length], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            // What is no DER sequence of two numbers is no signature.
            return false;
        }
    }

    private static ECDsa Key(string publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
