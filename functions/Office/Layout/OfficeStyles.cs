using System.Security.Cryptography;
using HubFunctions.Http;

namespace HubFunctions.Office;

/// <summary>The one stylesheet of the pages. Its address changes with it, so that browsers may keep it.</summary>
internal static class OfficeStyles
{
    public const string FileName = "office.css";

    public static readonly byte[] Content = EmbeddedFile.Read($"HubFunctions.Office.{FileName}");

    public static readonly string Address =
        $"/office/assets/{FileName}?v={Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}";
}
