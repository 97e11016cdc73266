using HubFunctions.LocalRun;

namespace HubFunctions.Tests.Support;

/// <summary>Runs the scripts that bring clients and checkers from npm; their packages are restored by the first test that needs
/// them.</summary>
public static class NodeTools
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static string TestsFolder { get; } = Path.Combine(LocalFolder.Path(".."), "tests");

    /// <summary>The standard output of <c>node tests/{script} {arguments}</c>.</summary>
    /// <exception cref="InvalidOperationException">The script ended with an error, which the message carries.</exception>
    public static async Task<string> RunAsync(
        string script, IEnumerable<string> arguments, string input = "", CancellationToken cancellationToken = default)
    {
        await RestoreAsync(cancellationToken);
        var (exit, output, errors) = await NodePackages.RunAsync(
            "node", [Path.Combine(TestsFolder, script), .. arguments], TestsFolder, Limit, input, cancellationToken);
        return exit == 0 ? output : throw new InvalidOperationException($"{script} ended with {exit}: {errors}");
    }

    /// <summary>Makes tests/node_modules.</summary>
    public static Task RestoreAsync(CancellationToken cancellationToken) =>
        NodePackages.RestoreAsync(TestsFolder, TestsFolder, TestContext.Current.SendDiagnosticMessage, cancellationToken);
}
