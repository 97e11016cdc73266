using System.Diagnostics;
using HubFunctions.Tests.Support;

[assembly: AssemblyFixture(typeof(PublishedApp))]

namespace HubFunctions.Tests.Support;

/// <summary>The app root as <c>dotnet publish</c> makes it: once in a test run, by the first test that asks.
/// <c>HUB_PUBLISHED_APP</c> names one made before.</summary>
public sealed class PublishedApp : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-published-");
    private readonly Lazy<Task<string>> _published;

    public PublishedApp() =>
        _published = new(() =>
            Environment.GetEnvironmentVariable("HUB_PUBLISHED_APP") is { Length: > 0 } made
                ? Task.FromResult(Found(made))
                : PublishAsync());

    /// <summary>The published folder.</summary>
    public Task<string> FolderAsync() => _published.Value.WaitAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Found(string folder) => File.Exists(Path.Combine(folder, "worker.config.json"))
        ? Path.GetFullPath(folder)
        : throw new InvalidOperationException($"HUB_PUBLISHED_APP names {folder}, where no app was published.");

    private async Task<string> PublishAsync()
    {
        var repository = Path.GetFullPath(Path.Combine(NodeTools.TestsFolder, ".."));
        string[] arguments =
        [
            "publish", "functions", "-c", "Release", "-o", _folder.FullName, "-v", "q", "--nologo", "-nodeReuse:false",
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = repository,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var dotnet = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = await dotnet.StandardOutput.ReadToEndAsync(limit.Token);
            await dotnet.WaitForExitAsync(limit.Token);
            return dotnet.ExitCode == 0
                ? _folder.FullName
                : throw new InvalidOperationException($"dotnet publish ended with {dotnet.ExitCode}: {output}");
        }
        finally
        {
            if (!dotnet.HasExited)
                dotnet.Kill(entireProcessTree: true);
        }
    }
}
