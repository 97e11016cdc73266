using HubFunctions.Hosting;
using HubFunctions.LocalRun;
using HubFunctions.Mail;
using HubFunctions.Tests.Mail;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubFunctions.Tests.LocalRun;

/// <summary>What a hub that ticks by itself does about the time in which it did not run.</summary>
public sealed class LocalTimerTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-05-01T03:10:04Z", "2026-05-02T03:09:59Z", false)]
    [InlineData("2026-05-01T03:10:04Z", "2026-05-02T03:10:00Z", true)]
    [InlineData("2026-05-01T03:10:04Z", "2026-05-09T09:00:00Z", true)]
    [InlineData(null, "2026-05-09T09:00:00Z", false)]
    public void Past_due_is_a_timer_whose_tick_has_gone_by_since_its_last_success(string? succeeded, string now, bool expected)
    {
        DateTimeOffset? at = succeeded is null
            ? null
            : DateTimeOffset.Parse(succeeded, System.Globalization.CultureInfo.InvariantCulture);
        var last = at is { } success ? new TimerRun(success.AddHours(1), success, 5, "RequestFailedException") : null;
        Assert.Equal(
            expected,
            LocalTimers.IsPastDue(
                Timer("Housekeeping"),
                last,
                DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_hub_that_was_off_at_night_makes_up_for_it_when_it_starts_and_reminds_nobody_twice()
    {
        var mailer = new RecordingMailer();
        await using var app = await HubApp.StartAsync(
            azurite,
            services: s => s.Replace(ServiceDescriptor.Singleton<IMailer>(mailer)));
        (await app.Office.PutJsonAsync("/api/plans/town", new
        {
            id = "town",
            title = "Town",
            referenceDate = "2022-05-01",
            owners = new[] { new { id = "khan", email = "khan@council.example" } },
            items = new[] { new { id = "1", title = "One", owner = "khan", timescale = "by 31 May 2022" } },
        })).EnsureSuccessStatusCode();

        for (var start = 0; start < 2; start++)
        {
            var yesterday = TimeProvider.System.GetUtcNow().AddDays(-2);
            foreach (var timer in new[] { "Housekeeping", "SendReminders" })
                await app.Get<TableTimerLog>().WriteAsync(timer, yesterday, TimeSpan.Zero, null, Stop);
            using var timers = new LocalTimers(
                app.Get<TimerCalls>(),
                app.Get<TableTimerLog>(),
                app.Get<TimerLock>(),
                app.Get<StorageSetup>(),
                TimeProvider.System,
                NullLogger<LocalTimers>.Instance);
            await timers.StartAsync(Stop);
            await Eventually.TrueAsync(async () =>
            {
                var runs = await app.Get<TableTimerLog>().ReadAsync(Stop);
                return runs["Housekeeping"].SucceededAt > yesterday && runs["SendReminders"].SucceededAt > yesterday;
            });
            await timers.StopAsync(Stop);
        }

        Assert.Single(mailer.Sent);
    }

    private static TimerFunction Timer(string name) => FunctionMethods.Timers.Single(t => t.Name == name);
}
