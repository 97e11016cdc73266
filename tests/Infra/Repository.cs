using System.Text.Json.Nodes;
using YamlDotNet.Serialization;

namespace HubFunctions.Tests.Infra;

/// <summary>The files that describe Azure and how the hub gets there. Paths are relative to the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> BicepPaths { get; } = Paths("infra", "*.bicep");

    public static IReadOnlyList<string> ParameterPaths { get; } = Paths("infra", "*.bicepparam");

    public static IReadOnlyList<string> WorkflowPaths { get; } = Paths(".github/workflows", "*.yml");

    public static string Full(string path) => Path.Combine(Root, path);

    public static string Text(string path) => File.ReadAllText(Full(path));

    /// <summary>A YAML file; every scalar is a text. A key that comes twice fails, as it does on GitHub.</summary>
    public static JsonObject Yaml(string path)
    {
        var content = new DeserializerBuilder().WithDuplicateKeyChecking().Build().Deserialize<object>(Text(path));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(content))!.AsObject();
    }

    /// <summary>The C# of the product.</summary>
    public static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Full("functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HubFunctions.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from inside the repository.");
    }

    private static IReadOnlyList<string> Paths(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Full(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
