namespace HubFunctions.Http;

/// <summary>Files that travel inside the assembly.</summary>
internal static class EmbeddedFile
{
    /// <param name="name">Of the resource, such as HubFunctions.OpenApi.openapi.json.</param>
    /// <exception cref="FileNotFoundException">The assembly does not carry it.</exception>
    public static byte[] Read(string name)
    {
        using var file = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The application does not carry {name}.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
