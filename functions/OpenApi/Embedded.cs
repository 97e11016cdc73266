namespace HubFunctions.OpenApi;

/// <summary>Files of this folder that travel inside the assembly.</summary>
internal static class Embedded
{
    /// <param name="name">Such as openapi.json or Docs.page.html.</param>
    public static byte[] Read(string name)
    {
        using var file = typeof(Embedded).Assembly.GetManifestResourceStream($"HubFunctions.OpenApi.{name}")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
