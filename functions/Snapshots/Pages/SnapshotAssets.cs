using System.Text;

namespace HubFunctions.Snapshots.Pages;

/// <summary>Files that come with the application, read once.</summary>
public static class SnapshotAssets
{
    public static readonly string Style = Encoding.UTF8.GetString(Bytes("page.css")).ReplaceLineEndings("");

    /// <summary>A file as it is published: pages carry the style of all pages within them.</summary>
    public static byte[] Page(string name) => name.EndsWith(".html", StringComparison.Ordinal)
        ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Bytes(name)).Replace("/*page*/", Style, StringComparison.Ordinal))
        : Bytes(name);

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(SnapshotAssets).Assembly.GetManifestResourceStream($"HubFunctions.Snapshots.Assets.{name}")
            ?? throw new FileNotFoundException($"The application does not carry {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
