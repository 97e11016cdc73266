using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace HubFunctions.Hosting.LocalRun;

/// <summary>
/// Restores a folder's package-lock.json with npm, once for each content of the lock, into a folder that git ignores.
/// Two processes may ask at once: the second waits for the first.
/// </summary>
public static class NodePackages
{
    private const int OldestNode = 20;
    private static readonly TimeSpan RestoreTime = TimeSpan.FromMinutes(5);

    /// <summary>Answers the folder that holds <c>node_modules</c>.</summary>
    /// <exception cref="AzuriteUnavailableException">No Node, one that is too old, or npm failed.</exception>
    public static async Task<string> RestoreAsync(string source, string target, Action<string> log, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"), cancellationToken)))[..12];
        var folder = Path.Combine(target, hash);
        var done = Path.Combine(folder, ".restored");
        if (File.Exists(done))
            return folder;

        await CheckNodeAsync(cancellationToken);
        Directory.CreateDirectory(folder);
        await using var onlyOne = await LockFile.AcquireAsync(folder + ".lock", RestoreTime, cancellationToken);
        if (File.Exists(done))
            return folder;

        log($"Restoring {Path.GetFileName(source)} with npm (first run only).");
        foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"])
            File.Copy(Path.Combine(source, name), Path.Combine(folder, name), overwrite: true);
        var (exit, _, errors) = OperatingSystem.IsWindows()
            ? await RunAsync("cmd", ["/c", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, RestoreTime, cancellationToken)
            : await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, RestoreTime, cancellationToken);
        if (exit != 0)
            throw new AzuriteUnavailableException($"npm ci failed in {folder}: {Last(errors)} Check the network and npm's registry setting, then run again.");
        await File.WriteAllTextAsync(done, "", cancellationToken);
        return folder;
    }

    public static async Task CheckNodeAsync(CancellationToken cancellationToken)
    {
        var (_, version, _) = await RunAsync("node", ["--version"], Environment.CurrentDirectory, TimeSpan.FromSeconds(30), cancellationToken);
        var text = version.Trim().TrimStart('v');
        if (!int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < OldestNode)
            throw new AzuriteUnavailableException($"Node {text} is too old for the storage emulator: {Remedy}");
    }

    /// <summary>Runs a program to its end, or kills it after <paramref name="limit"/> of real time.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, string folder, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
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
            throw new AzuriteUnavailableException($"{start.FileName} was not found, and the storage emulator needs it: {Remedy}", ex);
        }
    }

    private const string Remedy = "install Node.js 20 or later from https://nodejs.org, or set AzureWebJobsStorage to a storage account.";

    private static string Last(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault(line => !line.Contains("complete log", StringComparison.Ordinal) && !line.EndsWith(".log", StringComparison.Ordinal), "no message.");
}
