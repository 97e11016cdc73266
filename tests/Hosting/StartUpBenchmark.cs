using System.Diagnostics;
using System.Globalization;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>From the start of the process to the first answer, beside an empty ASP.NET app published the same way. Prints medians and their ratio, asserts
/// no time. HUB_BENCH=20 starts each so often, in turn; by default the hub alone is started, twice.</summary>
public sealed class StartUpBenchmark(PublishedApp published, ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_to_first_answer()
    {
        var large = int.TryParse(Environment.GetEnvironmentVariable("HUB_BENCH"), CultureInfo.InvariantCulture, out var times);
        var hub = Path.Combine(await published.FolderAsync(), "HubFunctions");
        var folder = Directory.CreateTempSubdirectory("hub-empty-app-");
        try
        {
            string[] apps = large ? [hub, await PublishEmptyAsync(folder.FullName)] : [hub];
            var starts = apps.ToDictionary(a => a, _ => new List<(double Wall, double Cpu)>());
            for (var n = 0; n < (large ? times : 2); n++)
            {
                foreach (var app in apps)
                    starts[app].Add(await StartAsync(app));
            }

            var medians = apps.Select(a => (Wall: Median(starts[a].Select(s => s.Wall)), Cpu: Median(starts[a].Select(s => s.Cpu)))).ToList();
            foreach (var (app, (wall, cpu)) in apps.Zip(medians))
                output.WriteLine($"{Path.GetFileName(app)}: {wall:N0} ms, CPU {cpu:N0} ms");
            if (medians is [var mine, var empty])
                output.WriteLine($"ratio: {mine.Wall / empty.Wall:N2}, CPU {mine.Cpu / empty.Cpu:N2}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    /// <summary>Milliseconds of wall clock and of CPU until any answer to GET /.</summary>
    private static async Task<(double Wall, double Cpu)> StartAsync(string app)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo(app) { WorkingDirectory = Path.GetDirectoryName(app), UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // No storage is asked before the first answer: it need not be there.
        foreach (var (name, value) in HostSimulator.Settings("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:1/a"))
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        using var http = new HttpClient();
        var from = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (true)
            {
                try
                {
                    using var answer = await http.GetAsync($"http://127.0.0.1:{port}/", Stop);
                    var wall = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                    return (wall, process.TotalProcessorTime.TotalMilliseconds);
                }
                catch (HttpRequestException) when (!process.HasExited && Stopwatch.GetElapsedTime(from) < TimeSpan.FromMinutes(1))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), Stop);
                }
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Stop);
        }
    }

    private static async Task<string> PublishEmptyAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Empty.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
                <SelfContained>true</SelfContained>
                <PublishReadyToRun>true</PublishReadyToRun>
                <TieredPGO>false</TieredPGO>
                <EventSourceSupport>false</EventSourceSupport>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """, Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
            var app = WebApplication.CreateSlimBuilder(args).Build();
            app.MapGet("/", () => "empty");
            app.Run();
            """, Stop);
        using var dotnet = Process.Start(new ProcessStartInfo("dotnet", ["publish", "-c", "Release", "-o", "out", "-v", "q", "--nologo", "-nodeReuse:false"]) { WorkingDirectory = folder })!;
        await dotnet.WaitForExitAsync(Stop);
        Assert.Equal(0, dotnet.ExitCode);
        return Path.Combine(folder, "out", "Empty");
    }
}
