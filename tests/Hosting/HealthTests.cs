using System.Net;
using HubFunctions.Hosting;
using HubFunctions.LocalRun;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Hosting;

/// <summary>What probes are told.</summary>
public sealed class HealthTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_names_storage_mail_and_the_last_run_of_each_timer()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var timer = FunctionMethods.Timers.Single(t => t.Name == "Housekeeping");
        await app.Get<TimerCalls>().RunAsync(timer, Stop);

        using var answer = await app.Anyone.GetAsync("/api/health/ready", Stop);
        var state = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ready", (string?)state["status"]);
        Assert.Equal(["tables", "blobs", "snapshots", "mail"], state["checks"]!.AsArray().Select(c => (string?)c!["name"]));
        Assert.All(state["checks"]!.AsArray(), c => Assert.Equal("ok", (string?)c!["status"]));
        Assert.Equal(FunctionMethods.Timers.Select(t => t.Name), state["timers"]!.AsArray().Select(t => (string?)t!["name"]));
        var ran = state["timers"]!.AsArray().Single(t => (string?)t!["name"] == "Housekeeping")!;
        Assert.Equal("ok", (string?)ran["status"]);
        Assert.InRange((long)ran["ageSeconds"]!, 0, 60);
        Assert.NotNull(ran["lastSuccess"]);
    }

    [Fact]
    public async Task A_silent_timer_makes_the_hub_not_ready()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var old = TimeProvider.System.GetUtcNow().AddHours(-1);
        await app.Get<TableTimerLog>().WriteAsync("SendReminders", old, TimeSpan.FromSeconds(1), null, Stop);
        await app.Get<TableTimerLog>()
            .WriteAsync("SendReminders", old.AddMinutes(59), TimeSpan.FromSeconds(1), "RequestFailedException", Stop);

        using var answer = await app.Anyone.GetAsync("/api/health/ready", Stop);
        var timer = (await answer.JsonAsync())["timers"]!.AsArray().Single(t => (string?)t!["name"] == "SendReminders")!;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("silent", (string?)timer["status"]);
        Assert.Equal("RequestFailedException", (string?)timer["failure"]);
    }

    [Fact]
    public async Task A_failed_run_is_stored_and_leaves_the_last_success_standing()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var runs = app.Get<TimerRuns>();
        await runs.RunAsync("T", () => Task.CompletedTask);

        await Assert.ThrowsAsync<InvalidDataException>(() => runs.RunAsync("T", () => throw new InvalidDataException()));

        var run = (await app.Get<TableTimerLog>().ReadAsync(Stop))["T"];
        Assert.Equal(nameof(InvalidDataException), run.Failure);
        Assert.True(run.SucceededAt < run.RanAt);
    }

    [Fact]
    public async Task Without_storage_the_hub_is_live_but_not_ready_and_says_so_without_inside_knowledge()
    {
        var away = azurite.NewAccount().Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal);
        await using var app = await HubApp.StartAsync(
            azurite, services: services => services.AddSingleton(_ => new TableTimerLog(AzuriteFixture.Connect(away).Tables)));

        using var live = await app.Anyone.GetAsync("/api/health/live", Stop);
        using var ready = await app.Anyone.GetAsync("/api/health/ready", Stop);
        var text = await ready.Content.ReadAsStringAsync(Stop);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Contains("""{"name":"tables","status":"away",""", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hubtest", text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0", text, StringComparison.Ordinal);
    }
}
