using System.Diagnostics;
using System.Globalization;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>What publishing and reminding cost as a hub grows, in plans of up to 1,000 items. CPU and memory are those of this
/// process, which sends the requests too. From 10,000 items on the emulator takes most of the time: it looks through all blobs.
/// </summary>
[Collection(BenchmarkCollection.Name)]
public sealed class SweepBenchmark(AzuriteFixture azurite, FigureTable figures, ITestOutputHelper output)
{
    private const int ItemsOfPlan = 1_000;
    private const int Again = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static int[] Sizes => FigureTable.Size switch
    {
        0 => [20],
        < 20 => [1_000],
        _ => [1_000, 10_000, 100_000],
    };

    [Fact]
    public async Task Publishing_and_reminding_as_a_hub_grows()
    {
        foreach (var items in Sizes)
        {
            var account = azurite.NewAccount();
            // 10:30 in London on a working day: mail may leave.
            await using var app = await HubApp.StartAsync(
                azurite, new() { ["AzureWebJobsStorage"] = account, ["Hub__Now"] = "2022-05-24T09:30:00Z" });
            var plans = Math.Max(1, items / ItemsOfPlan);
            for (var plan = 0; plan < plans; plan++)
                await app.PutAsync($"plan{plan}", items / plans);
            await app.Get<SharedFiles>().KeepAsync(Stop);
            var size = items.ToString("N0", CultureInfo.InvariantCulture);
            await MeasureAsync(account, $"Publishing {size} new items", () => app.Get<SnapshotJob>().RunAsync(Stop));
            await ChangeAsync(app, 0);
            await MeasureAsync(account, $"Publishing one changed of {size} items", () => app.Get<SnapshotJob>().RunAsync(Stop));
            for (var n = 1; n <= Again; n++)
            {
                await ChangeAsync(app, n);
                await app.Get<SnapshotJob>().RunAsync(Stop);
            }

            await ChangeAsync(app, Again + 1);
            await MeasureAsync(
                account,
                $"The same in a process that did it {Again + 1} times",
                () => app.Get<SnapshotJob>().RunAsync(Stop));
            await MeasureAsync(
                account,
                $"First reminder sweep of a day, {size} items",
                () => app.Get<ReminderJob>().RunAsync(Stop));
            await MeasureAsync(account, $"Next reminder tick, {size} items", () => app.Get<ReminderJob>().RunAsync(Stop));
        }
    }

    private static Task ChangeAsync(HubApp app, int n) => app.ReportAsync(new Update
    {
        Plan = "plan0",
        Deliverable = $"d{n + 1}",
        AsAt = Views.At.AddMinutes(-60 + n),
        Health = Health.AtRisk,
        Summary = $"Weather {n}.",
    });

    private async Task MeasureAsync(string account, string what, Func<Task> run)
    {
        using var requests = new StorageRequests(account);
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await run();
        var (took, used) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
        figures.Add(
            new Figure(
                what,
                string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:N2} s"),
                Cpu: used.TotalMilliseconds,
                Memory: Environment.WorkingSet,
                Requests: requests.All.Count),
            output);
    }
}
