using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Reminders;

/// <summary>Signed links for one purpose: to answer a reminder. The key is derived from <c>Hub__SigningKey</c>; links made under the previous
/// key stay good during a rotation. Expiry follows the real clock.</summary>
public sealed class LinkTokens(byte[] signingKey, byte[]? previousKey, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(45);

    /// <summary>Longer ones are refused unread; keeps the address within what mail programs and proxies pass on.</summary>
    public const int MaxLength = 4_000;

    private readonly byte[] _key = Derive(signingKey);
    private readonly byte[]? _previous = previousKey is null ? null : Derive(previousKey);

    public string Make(ResponseLink link)
    {
        var expires = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds();
        var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{expires}|{link}"));
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, payload))}";
    }

    public LinkResult Read(string token)
    {
        if (token.Length > MaxLength || token.Split('.') is not [var body, var signature] || !Base64Url.IsValid(body) || !Base64Url.IsValid(signature))
            return new LinkResult.Altered();
        var payload = Base64Url.DecodeFromChars(body);
        var mac = Base64Url.DecodeFromChars(signature);
        if (!Matches(_key, payload, mac) && !(_previous is { } previous && Matches(previous, payload, mac)))
            return new LinkResult.Altered();
        var parts = Encoding.UTF8.GetString(payload).Split('|', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || ResponseLink.Parse(parts[1]) is not { } link)
            return new LinkResult.Altered();
        return expires < clock.GetUtcNow().ToUnixTimeSeconds() ? new LinkResult.Expired(link) : new LinkResult.Valid(link);
    }

    private static bool Matches(byte[] key, byte[] payload, byte[] mac) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, payload), mac);

    private static byte[] Derive(byte[] key) => HMACSHA256.HashData(key, "hub: respond link, version 1"u8);
}

public abstract record LinkResult
{
    public sealed record Valid(ResponseLink Link) : LinkResult;

    public sealed record Expired(ResponseLink Link) : LinkResult;

    public sealed record Altered : LinkResult;
}
