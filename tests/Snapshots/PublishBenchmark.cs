using System.Diagnostics;
using System.Globalization;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>What publishing costs as a plan gets longer, and what of it is the emulator's. Asserts no time.
/// HUB_BENCH=1 goes up to 10,000 items.</summary>
public sealed class PublishBenchmark(AzuriteFixture azurite, ITestOutputHelper output)
{
    [Fact]
    public async Task A_first_and_a_second_publication()
    {
        foreach (var items in Environment.GetEnvironmentVariable("HUB_BENCH") is null ? (int[])[20] : [20, 100, 1_000, 10_000])
        {
            var account = azurite.NewAccount();
            await using var app = await HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account });
            await app.PutAsync("plan", items);
            await app.Get<SharedFiles>().KeepAsync(TestContext.Current.CancellationToken);
            await RunAsync(app, account, $"{items} items, first");
            await app.ReportAsync(new Update { Plan = "plan", Deliverable = "d1", AsAt = Views.At.AddMinutes(-1), Health = Health.AtRisk, Summary = "Weather." });
            await RunAsync(app, account, $"{items} items, again");
        }
    }

    private async Task RunAsync(HubApp app, string account, string name)
    {
        using var requests = new StorageRequests(account);
        var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var result = await app.Get<Publisher>().RunAsync("plan", TestContext.Current.CancellationToken);
        var (took, used) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - processor);
        Assert.Equal(PublishOutcome.Published, result!.Outcome);
        var storage = string.Join(", ", requests.All.GroupBy(r => r.Kind).Select(g => $"{g.Key} {g.Count()} requests {g.Sum(r => r.Time.TotalSeconds):N2} s"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {took.TotalSeconds:N2} s, processor {used.TotalSeconds:N2} s; {storage}"));
    }
}
