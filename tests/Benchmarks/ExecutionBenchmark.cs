using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>How long the published worker takes for a tick and an update under the fake host, one at a time.</summary>
[Collection(BenchmarkCollection.Name)]
public sealed class ExecutionBenchmark(
    PublishedApp published,
    AzuriteFixture azurite,
    FigureTable figures,
    ITestOutputHelper output)
{
    private const int Items = 250;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tick_and_an_update()
    {
        var plans = Math.Max(1, FigureTable.Size);
        await using var host = await FakeHost.StartAsync(published, azurite);
        for (var plan = 1; plan <= plans; plan++)
        {
            var items = Enumerable
                .Range(1, Items)
                .Select(n => new
                {
                    id = $"{n}",
                    title = $"Item {n}",
                    timescale = "by December 2099",
                });
            (await host.Office.PutJsonAsync(
                    $"/api/plans/p{plan}",
                    new
                    {
                        id = $"p{plan}",
                        title = "A plan",
                        status = "adopted",
                        referenceDate = "2026-05-01",
                        items,
                    })).EnsureSuccessStatusCode();
        }

        var partner = await (await host.Office.PutJsonAsync(
                "/api/partners/bench",
                new { name = "Bench", plans = Enumerable.Range(1, plans).Select(n => $"p{n}") })).JsonAsync();
        host.Anyone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)partner["token"]!);
        await MeasureAsync(
            host,
            $"Publishing {plans} new plans of {Items} items, worker",
            1,
            _ => TickAsync(host, "PublishSnapshots"));
        await MeasureAsync(host, $"Looking at {plans} unchanged plans, worker", 5, _ => TickAsync(host, "PublishSnapshots"));
        await MeasureAsync(
            host,
            $"What reminders {plans} plans call for, worker",
            5,
            async _ =>
                (await host.Office.PostAsync("/api/reminders?dryRun=true&asOf=2026-05-05T10:00:00Z", null,
                    Stop)).EnsureSuccessStatusCode());
        await MeasureAsync(host, "One update after the other, worker", 10 * plans, n => UpdateAsync(host, 1 + (n % plans), n));
        await MeasureAsync(host, $"Publishing {plans} changed plans, worker", 1, _ => TickAsync(host, "PublishSnapshots"));
    }

    private async Task MeasureAsync(FakeHost host, string what, int times, Func<int, Task> run)
    {
        var (cpu, from) = (host.Cpu, Stopwatch.GetTimestamp());
        for (var n = 0; n < times; n++)
            await run(n);
        var took = Stopwatch.GetElapsedTime(from).TotalMilliseconds / times;
        figures.Add(
            new Figure(
                what,
                string.Create(CultureInfo.InvariantCulture, $"{took:N1} ms"),
                Cpu: (host.Cpu - cpu).TotalMilliseconds / times,
                Memory: host.Worker!.WorkingSet64),
            output);
    }

    private static async Task TickAsync(FakeHost host, string timer) =>
        Assert.True((await host.TickAsync(timer, TimerEnvelope.Usual, Stop)).Succeeded);

    private static async Task UpdateAsync(FakeHost host, int plan, int n)
    {
        var asAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(n).ToString("O", CultureInfo.InvariantCulture);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/api/partners/bench/updates")
        {
            Content = new StringContent(
                $$$"""{"type":"deliverable.updated","timestamp":"{{{asAt}}}","data":{"plan":"p{{{plan}}}","deliverable":"{{{1 + n % Items}}}","asAt":"{{{asAt}}}","health":"onTrack","summary":"Number {{{n}}}"}}""",
                MediaTypeHeaderValue.Parse("application/json")),
        };
        call.Headers.Add("webhook-id", $"m{n}");
        using var answer = await host.Anyone.SendAsync(call, Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }
}
