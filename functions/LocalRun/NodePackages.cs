using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.LocalRun;

/// <summary>
/// Restores a folder's package-lock.json with npm, once for each content of the lock. Two processes may ask at once: the
/// second waits for the first.
/// </summary>
public static class NodePackages
{
    private const int OldestNode = 20;
    private const string Remedy =
        "install Node.js 20 or later from https://nodejs.org, or set AzureWebJobsStorage to a storage account.";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc"];
    private static readonly TimeSpan RestoreTime = TimeSpan.FromMinutes(5);

    /// <summary>Makes <c>node_modules</c> in the target, which may be the source itself.</summary>
    /// <exception cref="AzuriteUnavailableException">No Node, one that is too old, or npm failed.</exception>
    public static async Task RestoreAsync(string source, string target, Action<string> log, CancellationToken cancellationToken)
    {
        var locked = await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken);
        var done = Path.Combine(target, "node_modules", ".restored-" + Convert.ToHexStringLower(SHA256.HashData(locked))[..12]);
        if (File.Exists(done))
            return;

        await CheckNodeAsync(cancellationToken);
        Directory.CreateDirectory(target);
        await using var onlyOne = await LockFile.AcquireAsync(LocalFolder.Path(LockName(target)), RestoreTime, cancellationToken);
        if (File.Exists(done))
            return;

        log($"Restoring the {Path.GetFileName(target)} packages with npm (first run only).");
        if (source != target)
            foreach (var name in Files)
                File.Copy(Path.Combine(source, name), Path.Combine(target, name), overwrite: true);
        string[] npm = OperatingSystem.IsWindows() ? ["cmd", "/c", "npm"] : ["npm"];
        var (exit, _, errors) = await RunAsync(
            npm[0],
            [.. npm[1..], "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            target,
            RestoreTime,
            cancellationToken: cancellationToken);
        if (exit != 0)
        {
            throw new AzuriteUnavailableException(
                $"npm ci failed in {target} ({FirstError(errors)}): check the network and npm's registry setting, then run "
                    + $"again.");
        }

        await File.WriteAllTextAsync(done, "", cancellationToken);
    }

    public static async Task CheckNodeAsync(CancellationToken cancellationToken)
    {
        var (_, version, _) = await RunAsync(
            "node",
            ["--version"],
            Environment.CurrentDirectory,
            TimeSpan.FromSeconds(30),
            cancellationToken: cancellationToken);
        var text = version.Trim().TrimStart('v');
        if (!int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || major < OldestNode)
            throw new AzuriteUnavailableException($"Node {text} is too old for the storage emulator: {Remedy}");
    }

    /// <summary>Runs a program to its end, or kills it after <paramref name="limit"/> of real time.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        TimeSpan limit,
        string input = "",
        CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        using var process = Start(start);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new AzuriteUnavailableException($"{program} did not finish within {limit.TotalMinutes:0.#} minutes.");
        }
    }

    internal static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception ex)
        {
            throw new AzuriteUnavailableException(
                $"{start.FileName} was not found, and the storage emulator needs it: {Remedy}",
                ex);
        }
    }

    private static string LockName(string target) =>
        "restore-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(target))))[..12] + ".lock";

    private static string FirstError(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal), "no message");
}
