using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Updates;

/// <summary>What a partner can show later: the message's key and the hub's mark on it, as <c>{32 hex}.{20 hex}</c>.</summary>
public sealed class Receipts(PartnerKeys keys)
{
    private readonly Lazy<IReadOnlyList<byte[]>> _keys = new(keys.ReceiptKeys);

    /// <summary>The key under which a message of a partner is known for ever; it never depends on the signing key.</summary>
    /// <param name="id">As the sender gave it: webhook-id, idempotency key or CloudEvents source and id.</param>
    public static string KeyOf(string partner, string id) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes($"{partner}\n{id}")), 16);

    public string For(string partner, string key) => $"{key}.{Mark(_keys.Value[0], partner, key)}";

    /// <summary>The message key of a receipt of this partner; null when the hub never gave it.</summary>
    public string? KeyIn(string partner, string receipt)
    {
        if (receipt.Length != 32 + 1 + 20 || receipt[32] != '.')
            return null;
        var key = receipt[..32];
        var given = Encoding.UTF8.GetBytes(receipt[33..]);
        var genuine = false;
        foreach (var signingKey in _keys.Value)
            genuine |= CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Mark(signingKey, partner, key)));
        return genuine ? key : null;
    }

    private static string Mark(byte[] signingKey, string partner, string key) =>
        Hex(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes($"{partner}\n{key}")), 10);

    private static string Hex(ReadOnlySpan<byte> hash, int bytes) => Convert.ToHexStringLower(hash[..bytes]);
}
