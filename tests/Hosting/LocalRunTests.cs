using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HubFunctions.Hosting;
using HubFunctions.LocalRun;

namespace HubFunctions.Tests.Hosting;

public sealed class LocalRunTests
{
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
        Assert.Equal($"The hub cannot listen: {url} is in use. Stop what listens there, or take another port: {LocalPort.WayOut}\n", errors);
        Assert.Empty(await second.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }
}
