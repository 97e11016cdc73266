using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Http;

/// <summary>Text for links that only the hub can have written. Each purpose has a key of its own, derived from
/// <c>Hub__SigningKey</c>; what was signed under the previous key stays good during a rotation.</summary>
public sealed class SignedText
{
    private readonly byte[][] _keys;
    private readonly int _maxLength;

    /// <param name="purpose">Names the key: text signed for one purpose is nothing for another.</param>
    /// <param name="maxLength">Longer tokens are refused unread.</param>
    public SignedText(SigningKeys keys, ReadOnlySpan<byte> purpose, int maxLength)
    {
        _keys = new byte[keys.All.Count][];
        for (var i = 0; i < _keys.Length; i++)
            _keys[i] = HMACSHA256.HashData(keys.All[i], purpose);
        _maxLength = maxLength;
    }

    public string Sign(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        return $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_keys[0], payload))}";
    }

    /// <returns>Null for a token that was altered or cut short.</returns>
    public string? Read(string token)
    {
        if (token.Length > _maxLength
            || token.Split('.') is not [var body, var signature]
            || !Base64Url.IsValid(body)
            || !Base64Url.IsValid(signature))
            return null;
        var payload = Base64Url.DecodeFromChars(body);
        var mac = Base64Url.DecodeFromChars(signature);
        return _keys.Any(key => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, payload), mac))
            ? Encoding.UTF8.GetString(payload)
            : null;
    }
}
