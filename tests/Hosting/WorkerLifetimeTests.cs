using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>How the published worker starts, is interrupted and ends under the host.</summary>
public sealed class WorkerLifetimeTests(PublishedApp published, AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_without_warning_it_comes_back_and_has_what_it_acknowledged()
    {
        await using var host = await FakeHost.StartAsync(published, azurite);
        var plan = new
        {
            id = "town",
            title = "Town",
            referenceDate = "2022-05-24",
            items = new[] { new { id = "1", title = "One" } },
        };
        (await host.Office.PutJsonAsync("/api/plans/town", plan)).EnsureSuccessStatusCode();

        host.Kill();
        using var after = await host.Office.GetAsync("/api/plans/town", Stop);

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(2, host.Starts);
    }

    [Theory]
    [InlineData("/api/timescales?text=spring%202023&reference=2022-01-01")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/schemas/update.json")]
    [InlineData("/api/health/live")]
    public async Task What_needs_no_storage_is_answered_while_storage_is_unavailable(string address)
    {
        await using var host = await FakeHost.StartAsync(
            published,
            azurite,
            new() { ["AzureWebJobsStorage"] = FakeHostOptions.Nowhere });

        using var got = await host.Anyone.GetAsync(new Uri(address, UriKind.Relative), Stop);
        using var asked = await host.Anyone.SendAsync(new(HttpMethod.Head, address), Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (got.StatusCode, asked.StatusCode));
        Assert.Equal(got.Content.Headers.ContentType, asked.Content.Headers.ContentType);
        Assert.NotEmpty(await got.Content.ReadAsByteArrayAsync(Stop));
        Assert.Empty(await asked.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task Listens_for_the_host_alone_whatever_the_environment_says()
    {
        await using var host = await FakeHost.StartAsync(published, azurite);
        var address = await host.WorkerAddressAsync();

        Assert.True(address.IsLoopback);
        Assert.NotEqual(1, address.Port);
    }

    [Fact]
    public async Task Frozen_and_thawed_it_answers_what_had_waited()
    {
        await using var host = await FakeHost.StartAsync(published, azurite);
        await host.SignalAsync("STOP");
        var waiting = host.Office.GetAsync("/api/plans", Stop);
        await host.SignalAsync("CONT");
        using var answer = await waiting;

        Assert.Equal((HttpStatusCode.OK, 1), (answer.StatusCode, host.Starts));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_that_the_host_did_not_ask_for_ends_with_200_which_is_no_failure(bool whileStarting)
    {
        await using var host = await FakeHost.StartAsync(published, azurite, stopsAt: 1);
        if (!whileStarting)
            (await host.Anyone.GetAsync("/api/health/live", Stop)).EnsureSuccessStatusCode();

        await host.SignalAsync("TERM");
        await Eventually.TrueAsync(() => host.ExitCodes.Count == 1);
        using var after = await host.Anyone.GetAsync("/api/health/live", Stop);

        Assert.Equal([200], host.ExitCodes);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task A_caller_that_leaves_ends_what_was_done_for_it()
    {
        await using var storage = new StallingProxy(azurite.NewAccount());
        await using var host = await FakeHost.StartAsync(
            published,
            azurite,
            new() { ["AzureWebJobsStorage"] = storage.Connection });
        (await host.Office.GetAsync("/api/plans", Stop)).EnsureSuccessStatusCode();
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        storage.Stall();
        var waiting = host.Office.GetAsync("/api/plans", leaves.Token);
        await Eventually.TrueAsync(() => storage.Held > 0);
        await leaves.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Eventually.TrueAsync(() => storage.Left > 0);
        storage.Resume();
        Assert.Equal(HttpStatusCode.OK, (await host.Office.GetAsync("/api/plans", Stop)).StatusCode);
        Assert.DoesNotContain(host.Logs, log => log.Level is "Error" or "Critical");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Asked_to_end_it_answers_what_is_under_way_first(bool hostWaits)
    {
        await using var storage = new StallingProxy(azurite.NewAccount());
        await using var host = await FakeHost.StartAsync(
            published,
            azurite,
            new() { ["AzureWebJobsStorage"] = storage.Connection });
        (await host.Office.GetAsync("/api/plans", Stop)).EnsureSuccessStatusCode();

        storage.Stall();
        var waiting = host.Office.GetAsync("/api/plans", Stop);
        await Eventually.TrueAsync(() => storage.Held > 0);
        var ending = host.TerminateAsync(drain: hostWaits);
        await Eventually.TrueAsync(async () =>
            await RefusesAsync(hostWaits ? host.BaseAddress : await host.WorkerAddressAsync()));
        storage.Resume();
        using var answer = await waiting;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(await ending, "It had to be killed.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_by_itself_when_the_host_that_started_it_is_gone(bool whileStarting)
    {
        await using var host = await FakeHost.StartAsync(new FakeHostOptions
        {
            Root = await published.FolderAsync(),
            Environment = FakeHostOptions.Settings(azurite.NewAccount()),
            StopsAt = 1,
            UnderShell = true,
        });
        using var worker = Process.GetProcessById(int.Parse(host.Output[0], CultureInfo.InvariantCulture));
        if (!whileStarting)
            (await host.Anyone.GetAsync("/api/health/live", Stop)).EnsureSuccessStatusCode();

        host.Kill();

        Assert.True(worker.WaitForExit(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Without_a_host_the_published_app_says_so_in_one_line_and_ends_with_64()
    {
        var root = await published.FolderAsync();
        using var app = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(root, "HubFunctions.dll")])
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (await app.StandardOutput.ReadToEndAsync(Stop), await app.StandardError.ReadToEndAsync(Stop));
        await app.WaitForExitAsync(Stop);

        Assert.Equal((64, ""), (app.ExitCode, output));
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Without_settings_it_ends_with_78_and_a_line_for_each_whatever_the_environment(string environment)
    {
        var stopped = await Assert.ThrowsAsync<HostStoppedException>(async () => await FakeHost.StartAsync(new FakeHostOptions
        {
            Root = await published.FolderAsync(),
            Environment = new Dictionary<string, string>
            {
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["DOTNET_ENVIRONMENT"] = environment,
                ["AZURE_FUNCTIONS_ENVIRONMENT"] = environment,
            },
            StopsAt = 1,
        }));

        Assert.Equal(78, stopped.ExitCode);
        Assert.Equal(
            [
                "AzureWebJobsStorage", "Hub__AdminKey", "Hub__Mail__From", "Hub__Mail__Provider", "Hub__PublicBaseUrl",
                "Hub__SigningKey",
            ],
            stopped.Errors.Select(e => e.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    private static async Task<bool> RefusesAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, Stop);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
