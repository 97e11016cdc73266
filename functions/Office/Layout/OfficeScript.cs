using System.Security.Cryptography;
using HubFunctions.Http;

namespace HubFunctions.Office;

/// <summary>The script of the partners' pages: it sends a file that is dropped.</summary>
internal static class OfficeScript
{
    public const string FileName = "drop.js";

    public static readonly byte[] Content = EmbeddedFile.Read($"HubFunctions.Office.{FileName}");

    public static readonly string Address =
        $"/office/assets/{FileName}?v={Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}";
}
