using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Support;

/// <summary>How the host starts the worker of an app root, by what its worker.config.json says.</summary>
internal static class WorkerProcess
{
    private const string NoLimit = "2147483647";
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    public static ProcessStartInfo Command(string root, Uri streams, string workerId)
    {
        var description = JsonNode.Parse(File.ReadAllText(Path.Combine(root, "worker.config.json")))!["description"]!;
        var executable = ((string)description["defaultExecutablePath"]!).Replace(
            "{WorkerRoot}",
            root + "/",
            StringComparison.Ordinal);
        var start = new ProcessStartInfo(executable)
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if ((string?)description["defaultWorkerPath"] is { } worker)
            start.ArgumentList.Add(Path.Combine(root, worker));
        var request = Guid.NewGuid().ToString();
        foreach (var argument in Arguments(streams, workerId, request))
            start.ArgumentList.Add(argument);
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = root;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = root;
        return start;
    }

    /// <summary>A process that has the worker as its child and writes its number as the first line, to be killed in the host's
    /// place.</summary>
    public static ProcessStartInfo UnderShell(ProcessStartInfo start)
    {
        string[] arguments = ["-c", "\"$@\" & echo $!; wait", "sh", start.FileName, .. start.ArgumentList];
        start.FileName = "sh";
        start.ArgumentList.Clear();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    public static Process Start(ProcessStartInfo start, ConcurrentQueue<string> output, ConcurrentQueue<string> errors)
    {
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>With all that it wrote, unless a child of its own still holds the other end.</summary>
    public static async Task ExitedAsync(Process process)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult();
        if (!process.HasExited)
            await exited.Task;
        await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(LastWords));
    }

    private static string[] Arguments(Uri streams, string worker, string request) =>
    [
        "--host", streams.Host, "--port", streams.Port.ToString(CultureInfo.InvariantCulture),
        "--workerId", worker, "--requestId", request, "--grpcMaxMessageLength", NoLimit,
        "--functions-uri", streams.ToString(), "--functions-worker-id", worker, "--functions-request-id", request,
        "--functions-grpc-max-message-length", NoLimit,
    ];

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
            lines.Enqueue(line);
    }
}
