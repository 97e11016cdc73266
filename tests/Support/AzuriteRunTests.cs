using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using HubFunctions.LocalRun;

namespace HubFunctions.Tests.Support;

/// <summary>How the storage emulator starts and stops with the hub.</summary>
public sealed class AzuriteRunTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-azurite-run-");
    private readonly AzuritePorts _ports = AzuriteFixture.FreePorts();

    [Fact]
    public async Task The_emulator_saves_and_stops_when_its_parent_is_killed_and_the_next_run_has_the_data()
    {
        await using (await AzuriteFixture.StartSeparateAsync(_ports, _folder.FullName, Cancel))
        {
            // Restores the packages, so that the parent below can start at once.
        }

        using var parent = StartParent();
        var table = await TableWhenReadyAsync();
        await table.AddEntityAsync(new TableEntity("plan", "acknowledged"), Cancel);
        using var emulator = Process.GetProcessById(
            int.Parse(
                await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "azurite.pid"), Cancel),
                CultureInfo.InvariantCulture));
        parent.Kill();

        await using var next = await AzuriteFixture.StartSeparateAsync(_ports, _folder.FullName, Cancel);

        Assert.True(emulator.HasExited);
        Assert.False(next.Reused);
        Assert.True(
            (await table.GetEntityIfExistsAsync<TableEntity>("plan", "acknowledged", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task A_second_run_uses_the_emulator_of_the_first_and_leaves_it_running()
    {
        await using var first = await AzuriteFixture.StartSeparateAsync(_ports, _folder.FullName, Cancel);

        await using (var second = await AzuriteFixture.StartSeparateAsync(_ports, _folder.FullName, Cancel))
            Assert.True(second.Reused);
        var said = new List<string>();
        await using (
            var elsewhere = await Azurite.StartAsync(
                _ports, Path.Combine(_folder.FullName, "other"), said.Add, cancellationToken: Cancel))
            Assert.True(elsewhere.Reused);
        Assert.Contains("with the data that is in it", Assert.Single(said), StringComparison.Ordinal);

        Assert.Equal(
            200,
            (await AzuriteFixture.Connect(_ports.ConnectionString).Tables.GetPropertiesAsync(Cancel)).GetRawResponse().Status);
    }

    /// <summary>The emulator is started with another look-up of its rows: see start.mjs.</summary>
    [Fact]
    public async Task Rows_of_one_key_in_several_partitions_stay_apart()
    {
        await using var emulator = await AzuriteFixture.StartSeparateAsync(_ports, _folder.FullName, Cancel);
        var table = AzuriteFixture.Connect(_ports.ConnectionString).Tables.GetTableClient("Apart");
        await table.CreateIfNotExistsAsync(Cancel);
        string[] partitions = ["a", "b", "c"];
        foreach (var partition in partitions)
        {
            await table.AddEntityAsync(new TableEntity(partition, "7") { ["Of"] = partition }, Cancel);
            await table.AddEntityAsync(new TableEntity(partition, "07") { ["Of"] = "other" }, Cancel);
            Assert.Equal(
                409,
                (await Assert.ThrowsAsync<Azure.RequestFailedException>(() =>
                        table.AddEntityAsync(new TableEntity(partition, "7"), Cancel))).Status);
        }

        await table.DeleteEntityAsync("b", "7", cancellationToken: Cancel);
        var found = new List<string?>();
        foreach (var partition in partitions)
            found.Add(
                (await table.GetEntityIfExistsAsync<TableEntity>(partition, "7", cancellationToken: Cancel))
                    is { HasValue: true } row
                    ? row.Value!.GetString("Of")
                    : null);
        Assert.Equal(["a", null, "c"], found);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("d", "7", cancellationToken: Cancel)).HasValue);
    }

    /// <summary>So are its tables.</summary>
    [Fact]
    public async Task A_table_that_is_deleted_and_made_again_is_empty()
    {
        for (var run = 0; run < 2; run++)
        {
            await using var emulator = await AzuriteFixture.StartSeparateAsync(_ports, _folder.FullName, Cancel);
            var tables = AzuriteFixture.Connect(_ports.ConnectionString).Tables;
            var (again, kept) = (tables.GetTableClient("Again"), tables.GetTableClient("Kept"));
            await kept.CreateIfNotExistsAsync(Cancel);
            await kept.UpsertEntityAsync(new TableEntity("a", $"{run}"), cancellationToken: Cancel);
            for (var made = 0; made < 2; made++)
            {
                await again.CreateIfNotExistsAsync(Cancel);
                await again.AddEntityAsync(new TableEntity("a", "1"), Cancel);
                await again.DeleteAsync(Cancel);
                await Assert.ThrowsAnyAsync<Azure.RequestFailedException>(
                    () => again.AddEntityAsync(new TableEntity("a", "1"), Cancel));
            }

            Assert.Equal(run + 1, await kept.QueryAsync<TableEntity>(cancellationToken: Cancel).CountAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_port_that_another_program_has_is_named_in_one_line()
    {
        using var other = new HttpListener();
        other.Prefixes.Add($"http://127.0.0.1:{_ports.Blob}/");
        other.Start();
        var answered = other.GetContextAsync().ContinueWith(context => context.Result.Response.Close(), TaskScheduler.Default);

        var refusal = await Assert.ThrowsAsync<AzuriteUnavailableException>(
            () => AzuriteFixture.StartSeparateAsync(_ports, _folder.FullName, Cancel));

        await answered;
        Assert.StartsWith($"Another program listens on port {_ports.Blob}", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_missing_program_is_named_with_the_remedy_in_one_line()
    {
        var refusal = await Assert.ThrowsAsync<AzuriteUnavailableException>(() => NodePackages.RunAsync(
            "no-such-node", ["--version"], _folder.FullName, TimeSpan.FromSeconds(10), cancellationToken: Cancel));

        Assert.StartsWith("no-such-node was not found", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("install Node.js 20 or later", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Process StartParent()
    {
        var script = """
            const [start, main, pid, ...options] = process.argv.slice(1);
            require('node:child_process').spawn(process.execPath, [start, main, pid, ...options], { stdio: 'pipe' });
            """;
        var source = Path.Combine(AppContext.BaseDirectory, "LocalRun", "azurite", "start.mjs");
        var main = LocalFolder.Path("packages", "azurite", "node_modules", "azurite", "dist", "src", "azurite.js");
        string[] options =
        [
            "--location",
            _folder.FullName,
            "--disableTelemetry",
            .. Port("blob", _ports.Blob),
            .. Port("queue", _ports.Queue),
            .. Port("table", _ports.Table),
        ];
        return Process.Start("node", ["-e", script, source, main, Path.Combine(_folder.FullName, "azurite.pid"), .. options]);

        static string[] Port(string service, int port) => [$"--{service}Port", port.ToString(CultureInfo.InvariantCulture)];
    }

    private async Task<TableClient> TableWhenReadyAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        for (var listening = false; !listening;)
        {
            using var socket = new TcpClient();
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _ports.Table, limit.Token);
                listening = true;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }

        var table = AzuriteFixture.Connect(_ports.ConnectionString).Tables.GetTableClient("plans");
        await table.CreateIfNotExistsAsync(Cancel);
        return table;
    }
}
