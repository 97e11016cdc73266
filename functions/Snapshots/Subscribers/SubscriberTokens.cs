using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>What a subscriber's link is for.</summary>
public enum SubscriberLink
{
    /// <summary>Good for a week.</summary>
    Confirm,

    /// <summary>Good for as long as the mail is kept.</summary>
    Unsubscribe,
}

/// <summary>Signed links for one purpose each. The key is derived from <c>Hub__SigningKey</c>; the previous one stays good. Expiry follows the real clock.</summary>
public sealed class SubscriberTokens(byte[] signingKey, byte[]? previousKey, TimeProvider clock)
{
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromDays(7);
    private const int MaxLength = 400;

    private readonly byte[][] _keys = [.. new[] { signingKey, previousKey }.OfType<byte[]>().Select(key => HMACSHA256.HashData(key, "hub: subscriber link, version 1"u8))];

    public string Make(SubscriberLink purpose, string plan, string id)
    {
        var expires = purpose == SubscriberLink.Confirm ? (clock.GetUtcNow() + ConfirmWithin).ToUnixTimeSeconds() : long.MaxValue;
        var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{purpose}|{expires}|{plan}|{id}"));
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_keys[0], payload))}";
    }

    /// <returns>Null for a link that was altered, has expired or is for something else.</returns>
    public (string Plan, string Id)? Read(SubscriberLink purpose, string token)
    {
        if (token.Length > MaxLength || token.Split('.') is not [var body, var signature] || !Base64Url.IsValid(body) || !Base64Url.IsValid(signature))
            return null;
        var payload = Base64Url.DecodeFromChars(body);
        var mac = Base64Url.DecodeFromChars(signature);
        if (!_keys.Any(key => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, payload), mac)))
            return null;
        return Encoding.UTF8.GetString(payload).Split('|') is [var what, var until, var plan, var id]
            && what == purpose.ToString() && long.Parse(until, CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds()
            ? (plan, id)
            : null;
    }
}
