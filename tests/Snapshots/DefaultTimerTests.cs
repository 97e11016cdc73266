using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>An accepted update is public within a minute, by the timers that every hub has and nothing else.</summary>
public sealed class DefaultTimerTests(AzuriteFixture azurite, ITestOutputHelper output)
{
    private static readonly string Schedule = FunctionMethods.Timers.Single(t => t.Name == "PublishSnapshots").Schedule;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_tick_after_an_update_publishes_it()
    {
        // The hub's calendar is the real clock here, as the schedule's is.
        var now = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        await using var hub = await HubProcess.StartAsync(
            azurite.NewAccount(),
            new() { ["Hub__Now"] = now, ["Hub__LocalRun"] = "true" },
            stop: Stop);
        (await hub.Office.PutJsonAsync(
                "/api/plans/plan",
                new
                {
                    id = "plan",
                    title = "A plan",
                    status = "adopted",
                    referenceDate = "2022-01-01",
                    items = new[] { new { id = "d1", title = "Deliverable" } },
                })).EnsureSuccessStatusCode();
        var partner = await (await hub.Office.PutJsonAsync("/api/partners/charity",
            new { name = "Charity", plans = new[] { "plan" } })).JsonAsync();
        hub.Anyone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)partner["token"]!);
        var answer = await (await hub.Anyone.PostAsJsonAsync(
                "/api/partners/charity/updates",
                new
                {
                    type = "deliverable.updated",
                    timestamp = "2022-05-24T09:00:00Z",
                    data = new
                    {
                        plan = "plan",
                        deliverable = "d1",
                        asAt = "2022-05-24T09:00:00Z",
                        health = "onTrack",
                        summary = "The first homes are let.",
                    },
                },
                Stop)).JsonAsync();

        Assert.Equal("stored", (string?)answer["results"]?[0]?["outcome"]);
        await Eventually.TrueAsync(
            async () =>
                await (await hub.Anyone.GetAsync("/dev/snapshots/plan/latest.json", Stop)).Content.ReadAsStringAsync(Stop)
                    is { } latest
                && latest.Contains("The first homes are let.", StringComparison.Ordinal),
            TimeSpan.FromMinutes(3));

        // The receipt names a publication once every file of it is out, which is a moment after the first.
        JsonNode receipt = new JsonObject();
        await Eventually.TrueAsync(async () =>
        {
            receipt = await (await hub.Anyone.GetAsync($"/api/partners/charity/receipts/{answer["receipt"]}", Stop)).JsonAsync();
            return receipt["updates"]![0]!["published"] is not null;
        });
        var (received, published) = (
            (DateTimeOffset)receipt["receivedAt"]!,
            (DateTimeOffset)receipt["updates"]![0]!["published"]!["at"]!);
        output.WriteLine($"Public {(published - received).TotalSeconds:N1} s after it was received.");
        var tick = TimerFunction.Parse(Schedule).GetNextOccurrence(received.UtcDateTime);
        Assert.InRange((tick - received.UtcDateTime).TotalSeconds, 0, 60);
        Assert.InRange(
            published.UtcDateTime,
            received.UtcDateTime.AddSeconds(-1),
            TimerFunction.Parse(Schedule).GetNextOccurrence(tick).AddSeconds(-1));
    }

    [Theory]
    [InlineData(2027, 3, 27)]
    [InlineData(2027, 10, 30)]
    public void The_schedule_ticks_every_minute_through_both_clock_changes(int year, int month, int day)
    {
        var from = new DateTime(year, month, day, 12, 0, 0, DateTimeKind.Utc);
        var ticks = TimerFunction.Parse(Schedule).GetNextOccurrences(from, from.AddDays(2)).ToList();
        Assert.InRange(ticks.Count, 2 * 24 * 60, int.MaxValue);
        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 1, 60));

        // The Functions host may count in local time, where a day has 23 or 25 hours: the ticks are at the same second of every
        // minute there too.
        Assert.All(
            ticks,
            tick => Assert.Equal(30, TimeZoneInfo.ConvertTimeFromUtc(tick, HubFunctions.Plans.LondonTime.Zone).Second));
    }
}
