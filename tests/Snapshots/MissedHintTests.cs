using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Infra;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;

namespace HubFunctions.Tests.Snapshots;

/// <summary>A commit of the version before, or a fault of this one: a marker that no hint leads to.</summary>
public sealed class MissedHintTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_without_a_hint_is_public_within_the_hour_and_counted()
    {
        var (ingestion, clock, hints) = (new FakeIngestion(), new ShiftedClock(), new DeafHints());
        await using (var app = await HubApp.StartAsync(
            azurite,
            ingestion.Settings,
            services =>
            {
                ingestion.Receive(services);
                services
                    .AddSingleton<TimeProvider>(clock)
                    .AddSingleton<IChangeHints>(p => hints.Over(p.GetRequiredService<TableChangeHints>()));
            }))
        {
            foreach (var plan in (string[])["hinted", "missed", "quiet"])
                await app.PutAsync(plan, items: 1);
            await TickAsync();
            // Until the hints of the plans' entry are out of sight.
            clock.Shift += TimeSpan.FromMinutes(5);
            await TickAsync();
            await app.ReportAsync(Update("hinted"));
            hints.IsDeaf = true;
            await app.ReportAsync(Update("missed"));
            hints.IsDeaf = false;
            await TickAsync();
            Assert.Equal((2, 1, 1), (await SequenceAsync("hinted"), await SequenceAsync("missed"), await SequenceAsync("quiet")));
            clock.Shift += TimeSpan.FromMinutes(54);
            await TickAsync();
            Assert.Equal(1, await SequenceAsync("missed"));
            clock.Shift += TimeSpan.FromMinutes(1);
            await app.ReportAsync(Update("hinted"));
            await TickAsync();
            Assert.Equal((3, 2, 1), (await SequenceAsync("hinted"), await SequenceAsync("missed"), await SequenceAsync("quiet")));
            app.Get<LoggerProvider>().ForceFlush();

            Task TickAsync() => app.Get<SnapshotJob>().RunAsync(Stop);

            async Task<long> SequenceAsync(string plan) => (long)(await app.JsonFileAsync($"{plan}/latest.json"))["sequence"]!;
        }

        var rule = await AlertRule.OfAsync("missed-hints");
        var line = Assert.Single(ingestion.Traces, trace => rule.Hears(trace.Message));
        Assert.StartsWith("1 plans", line.Message, StringComparison.Ordinal);
    }

    private static Update Update(string plan) =>
        new()
        {
            Plan = plan,
            Deliverable = "d1",
            AsAt = Views.At.AddMinutes(-1),
            Health = Health.AtRisk,
            Summary = Guid.NewGuid().ToString("N"),
        };

    /// <summary>Hints that are not written.</summary>
    private sealed class DeafHints : IChangeHints
    {
        private IChangeHints? _hints;

        public bool IsDeaf { get; set; }

        public DeafHints Over(IChangeHints hints)
        {
            _hints = hints;
            return this;
        }

        public Task WriteAsync(string plan, TimeSpan freshFor, CancellationToken stop) =>
            IsDeaf ? Task.CompletedTask : _hints!.WriteAsync(plan, freshFor, stop);

        public Task<IReadOnlyCollection<string>?> SinceAsync(DateTimeOffset mark, CancellationToken stop) =>
            _hints!.SinceAsync(mark, stop);
    }
}
