using HubFunctions.LocalRun;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Docs;

/// <summary>Runs commands as a page prints them, in a folder of their own, against a hub of the test's.</summary>
internal sealed class PrintedCommands : IDisposable
{
    private const string PrintedHub = "http://localhost:7071";
    private const string PrintedKey = "local-admin-key";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-printed-");

    public string Folder => _folder.FullName;

    public static string AddressOf(HubApp app) => app.Anyone.BaseAddress!.ToString().TrimEnd('/');

    /// <param name="token">A partner's, where the command names it.</param>
    /// <returns>Standard output.</returns>
    public Task<string> RunAsync(HubApp app, string command, string token = "") => RunAsync(
        "bash",
        "-c",
        $"set -e; TOKEN={token}\n" + command.Replace(PrintedHub, AddressOf(app), StringComparison.Ordinal)
            .Replace(PrintedKey, HubApp.AdminKey, StringComparison.Ordinal)
            .Replace("curl ", "curl -sS ", StringComparison.Ordinal));

    /// <returns>Standard output.</returns>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (exit, output, errors) = await NodePackages.RunAsync(
            program, arguments, Folder, Limit, cancellationToken: TestContext.Current.CancellationToken);
        return exit == 0
            ? output
            : throw new InvalidOperationException($"{program} {arguments[0]} ended with {exit}: {output} {errors}");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
