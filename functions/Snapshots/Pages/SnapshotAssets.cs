using System.Text;
using HubFunctions.Http;

namespace HubFunctions.Snapshots.Pages;

/// <summary>Files that come with the application, read once.</summary>
public static class SnapshotAssets
{
    public static readonly string Style = Encoding.UTF8.GetString(Bytes("page.css")).ReplaceLineEndings("");

    /// <summary>A file as it is published: pages carry the style of all pages within them.</summary>
    public static byte[] Page(string name) => name.EndsWith(".html", StringComparison.Ordinal)
        ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Bytes(name)).Replace("/*page*/", Style, StringComparison.Ordinal))
        : Bytes(name);

    private static byte[] Bytes(string name) => EmbeddedFile.Read($"HubFunctions.Snapshots.Assets.{name}");
}
