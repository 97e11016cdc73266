using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>The least that could take in updates, in Node: a token, JSON, one transaction. No history that adds up, no repeats,
/// no refusals, no receipt.</summary>
internal sealed class MinimalServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;
    private TimeSpan _cpu;
    private int _next;

    private MinimalServer(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", "minimal");
    }

    public static async Task<MinimalServer> StartAsync(
        string connection,
        string table,
        IReadOnlyDictionary<string, TableEntity> samples)
    {
        await NodeTools.RestoreAsync(TestContext.Current.CancellationToken);
        var script = Path.Combine(NodeTools.TestsFolder, "Benchmarks", "minimal.mjs");
        var start = new ProcessStartInfo("node", [script, connection, table])
        {
            WorkingDirectory = NodeTools.TestsFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var rows = samples.ToDictionary(
            kind => kind.Key,
            kind => kind.Value.Where(p => p.Value is string).ToDictionary(p => p.Key, p => p.Value));
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(rows));
        var port = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return new(process, int.Parse(port!, CultureInfo.InvariantCulture));
    }

    public async Task PostAsync(int plan, int batch)
    {
        var n = Interlocked.Add(ref _next, batch);
        var updates = Enumerable.Range(n, batch).Select(number => new
        {
            plan = $"plan{plan}",
            deliverable = $"d{1 + (number % HubSender.Items)}",
            number,
            health = "onTrack",
            percentComplete = number % 100,
            summary = $"Update number {number} of many.",
        });
        using var answer = await _http.PostAsJsonAsync("/updates", updates, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Milliseconds of its process for each of these updates, since it was asked last.</summary>
    public double CpuSince(int updates)
    {
        _process.Refresh();
        var (before, now) = (_cpu, _process.TotalProcessorTime);
        _cpu = now;
        return (now - before).TotalMilliseconds / updates;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        // It ends with its standard input.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
