using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Http;

/// <summary>The hidden field of every form: only a page of this session can have made it, and for this form alone.</summary>
public sealed class FormTokens(SigningKeys keys)
{
    public const string Field = "form_token";

    private readonly byte[][] _keys = [.. keys.All.Select(key => HMACSHA256.HashData(key, "hub: form tokens, version 1"u8))];

    /// <param name="function">Name of the function that the form is sent to.</param>
    public string Of(Session session, string function) => Base64Url.EncodeToString(Mac(_keys[0], session, function));

    public bool IsGood(Session session, string function, string? token)
    {
        if (token is not { Length: > 0 and < 100 } || !Base64Url.IsValid(token))
            return false;
        var given = Base64Url.DecodeFromChars(token);
        return _keys.Any(key => CryptographicOperations.FixedTimeEquals(Mac(key, session, function), given));
    }

    private static byte[] Mac(byte[] key, Session session, string function) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{session.Id}|{function}"));
}
