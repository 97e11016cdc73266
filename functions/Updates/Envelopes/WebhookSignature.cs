using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Updates;

public enum SignatureResult
{
    Valid,
    Missing,
    BadTimestamp,
    TooOld,
    TooNew,
    NoMatch,
}

/// <summary>Standard Webhooks 1.0: HMAC-SHA256 over <c>id.timestamp.body</c>, several <c>v1,</c> signatures in one
/// header.</summary>
public static class WebhookSignature
{
    /// <summary>How far the sender's clock may be off, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private const int MaxSignatures = 16;

    /// <param name="body">The bytes as they came over the wire.</param>
    /// <param name="now">The real clock.</param>
    public static SignatureResult Verify(
        string? id,
        string? timestamp,
        string? signatures,
        ReadOnlySpan<byte> body,
        IReadOnlyList<byte[]> secrets,
        DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signatures))
            return SignatureResult.Missing;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return SignatureResult.BadTimestamp;
        // Thirteen digits are milliseconds, and no clock is wrong by thousands of years.
        if (seconds is > 1_000_000_000_000 and < 10_000_000_000_000)
            return SignatureResult.BadTimestamp;
        // Compared as numbers: a huge timestamp is no instant at all.
        var age = now.ToUnixTimeSeconds() - seconds;
        if (age > Tolerance.TotalSeconds)
            return SignatureResult.TooOld;
        if (age < -Tolerance.TotalSeconds)
            return SignatureResult.TooNew;
        return Matches(Encoding.UTF8.GetBytes($"{id}.{timestamp}."), signatures, body, secrets)
            ? SignatureResult.Valid
            : SignatureResult.NoMatch;
    }

    private static bool Matches(
        ReadOnlySpan<byte> prefix,
        string signatures,
        ReadOnlySpan<byte> body,
        IReadOnlyList<byte[]> secrets)
    {
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        var matches = false;
        foreach (var secret in secrets)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
            hmac.AppendData(prefix);
            hmac.AppendData(body);
            hmac.GetHashAndReset(expected);
            var count = 0;
            foreach (var range in signatures.AsSpan().Split(' '))
            {
                var signature = signatures.AsSpan(range);
                if (signature.StartsWith("v1,", StringComparison.Ordinal) && ++count <= MaxSignatures
                    && Convert.TryFromBase64Chars(signature[3..], given, out var length) && length == given.Length)
                    matches |= CryptographicOperations.FixedTimeEquals(expected, given);
            }
        }

        return matches;
    }
}
