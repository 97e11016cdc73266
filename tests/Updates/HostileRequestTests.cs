using System.Globalization;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Requests that a seeded generator spoilt. A million with HUB_HOSTILE_REQUESTS=1000000.</summary>
public sealed class HostileRequestTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Spoilt_requests_are_never_taken_for_genuine_and_never_break_the_hub()
    {
        await using var sender = await HostileSender.StartAsync(azurite);

        var seen = await sender.SendAsync(
            int.Parse(Environment.GetEnvironmentVariable("HUB_HOSTILE_REQUESTS") ?? "10000", CultureInfo.InvariantCulture));

        Assert.All(
            [200, 401, 415, 422],
            status =>
                Assert.True(seen.ContainsKey(status), $"No request was answered {status}: the generator has lost its reach."));
        var item = await (await sender.App.Office.GetAsync("/api/plans/town/items/d1",
            TestContext.Current.CancellationToken)).JsonAsync();
        Assert.True((long)item["history"]![0]!["sequence"]! > 2, "Nothing was stored: the generator has lost its reach.");
    }
}

/// <summary>Runs when no other test does: what it measures is of the whole process.</summary>
[CollectionDefinition(nameof(HostileMemoryTests), DisableParallelization = true)]
[Collection(nameof(HostileMemoryTests))]
public sealed class HostileMemoryTests(AzuriteFixture azurite)
{
    private const int Requests = 2_000;

    [Fact]
    public async Task Spoilt_requests_leave_nothing_in_memory()
    {
        await using var sender = await HostileSender.StartAsync(azurite);
        await sender.SendAsync(Requests / 2);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await sender.SendAsync(Requests, seed: 1812);

        // Four kilobytes a request would be 8 MB; what a thread keeps for its next request is far less.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 8 * 1024 * 1024);
    }
}
