using System.Diagnostics;
using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

/// <summary>The files that describe Azure, parsed once: Bicep by tree-sitter, YAML and JSON as plain data. Paths are relative to the repository.</summary>
internal static class InfraTree
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<JsonObject> Parsed = new(Parse);

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> BicepPaths { get; } = Paths("infra", "*.bicep");

    public static IReadOnlyList<string> ParameterPaths { get; } = Paths("infra", "*.bicepparam");

    public static IReadOnlyList<string> WorkflowPaths { get; } = Paths(".github/workflows", "*.yml");

    public static JsonObject Main => File("infra/main.bicep");

    public static JsonObject File(string path) => Parsed.Value[path]!.AsObject();

    public static string Text(string path) => System.IO.File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Every declaration of one kind in every Bicep file.</summary>
    /// <param name="kind">resources, modules, params, vars or outputs.</param>
    public static IEnumerable<Declaration> All(string kind) =>
        from path in BicepPaths
        from entry in File(path)[kind]!.AsObject()
        select new Declaration(path, entry.Key, entry.Value);

    /// <summary>The resources of one type that are made here, whatever their API version.</summary>
    public static IReadOnlyList<Declaration> Made(string type) =>
        [.. All("resources").Where(r => r.Type == type && !r.Node!["existing"]!.GetValue<bool>())];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "HubFunctions.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from inside the repository.");
    }

    private static IReadOnlyList<string> Paths(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static JsonObject Parse()
    {
        var here = Path.Combine(Root, "tests", "Infra");
        var installed = new FileInfo(Path.Combine(here, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < new FileInfo(Path.Combine(here, "package-lock.json")).LastWriteTimeUtc)
            Run(here, "npm", "ci");
        string[] files = [.. BicepPaths, .. ParameterPaths, .. WorkflowPaths, "azure.yaml"];
        return JsonNode.Parse(Run(Root, "node", ["tests/Infra/dump.mjs", .. files]))!.AsObject();
    }

    private static string Run(string folder, string command, params string[] arguments)
    {
        // npm is a script on Windows and needs its shell.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", command, .. arguments])
            : new ProcessStartInfo(command, arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end within {Patience}.");
        }

        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
        return output.Result;
    }
}
