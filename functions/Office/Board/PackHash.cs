using System.Security.Cryptography;
using HubFunctions.Snapshots;

namespace HubFunctions.Office;

/// <summary>The bytes of a document, and what is cited of them.</summary>
internal static class PackHash
{
    /// <summary>RFC 8785.</summary>
    public static byte[] Write<T>(T document) => CanonicalJson.Write(document);

    /// <exception cref="System.Text.Json.JsonException">Not such a document.</exception>
    public static T Read<T>(byte[] document) => CanonicalJson.Read<T>(document);

    /// <summary>SHA-256, hex.</summary>
    public static string Of(byte[] document) => Convert.ToHexStringLower(SHA256.HashData(document));
}
