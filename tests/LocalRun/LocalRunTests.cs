using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HubFunctions.Hosting;
using HubFunctions.LocalRun;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.LocalRun;

public sealed class LocalRunTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_way_out_that_the_message_names_takes_another_port_under_dotnet_run()
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort.Next()}");
        var way = LocalPort.WayOut.Replace("http://localhost:7072", address, StringComparison.Ordinal).Split(' ')[1..];
        // What the command would build first is what is being tested.
        var build = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", [way[0], "--no-build", "-c", build, .. way[1..]])
        {
            WorkingDirectory = Path.Combine(NodeTools.TestsFolder, ".."),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["AzureWebJobsStorage"] = azurite.NewAccount();
        start.Environment["Hub__LocalRun"] = "false";
        using var run = Process.Start(start)!;
        try
        {
            var reading = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            await Eventually.TrueAsync(async () => run.HasExited || await AnswersAsync(client));
            Assert.False(run.HasExited, run.HasExited ? await reading : "");
        }
        finally
        {
            run.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_second_run_on_the_same_port_ends_at_once_in_one_line_and_starts_no_emulator()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        var url = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{((IPEndPoint)first.LocalEndpoint).Port}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HubFunctions.dll")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = url;
        using var second = Process.Start(start)!;
        var errors = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Port, second.ExitCode);
        Assert.Equal(
            $"The hub cannot listen: {url} is in use. Stop what listens there, or take another port: {LocalPort.WayOut}\n",
            errors);
        Assert.Empty(await second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var live = await client.GetAsync("/api/health/live", TestContext.Current.CancellationToken);
            return live.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
