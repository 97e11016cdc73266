using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>Derives what partners authenticate with from the hub's signing key (HKDF-SHA256), so that nothing secret is at rest.
/// While a previous signing key is set, what it gives works too.</summary>
public sealed class PartnerKeys(SigningKeys keys)
{
    private readonly IReadOnlyList<byte[]> _signingKeys = keys.All;

    /// <summary><c>whsec_</c> and 32 bytes in base64, as Standard Webhooks libraries take it.</summary>
    public string SigningSecret(Partner partner) =>
        "whsec_" + Convert.ToBase64String(Secret(_signingKeys[0], partner.Id, partner.Generation));

    /// <summary><c>hub_{partner}_{generation}_{43 characters}</c>: who leaked it can be read off, what it is made from
    /// cannot.</summary>
    public string Token(Partner partner) => Token(_signingKeys[0], partner.Id, partner.Generation);

    /// <summary>Everything that the partner may authenticate with, each for as long as it is good.</summary>
    public IReadOnlyList<Credential> Credentials(Partner partner) =>
    [
        .. from generation in partner.Retired.Append(new RetiredGeneration(partner.Generation, DateTimeOffset.MaxValue))
           from key in _signingKeys
           select new Credential(
               Secret(key, partner.Id, generation.Generation),
               Encoding.ASCII.GetBytes(Token(key, partner.Id, generation.Generation)),
               generation.Until),
    ];

    /// <summary>Keys for marking receipts, the one in force first.</summary>
    public IReadOnlyList<byte[]> ReceiptKeys() => [.. _signingKeys.Select(key => Derive(key, "receipt", "", 0))];

    private static byte[] Secret(byte[] key, string partner, int generation) => Derive(key, "secret", partner, generation);

    private static string Token(byte[] key, string partner, int generation) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"hub_{partner}_{generation}_{Base64Url.EncodeToString(Derive(key, "token", partner, generation))}");

    private static byte[] Derive(byte[] key, string purpose, string partner, int generation) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            key,
            32,
            info: Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"hub partner {purpose} v1\n{partner}\n{generation}")));
}

/// <param name="Token">ASCII.</param>
/// <param name="Until">UTC, the real clock.</param>
public sealed record Credential(byte[] Secret, byte[] Token, DateTimeOffset Until);
