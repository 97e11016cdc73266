using System.Collections.Concurrent;
using System.Text;
using HubFunctions.Tests.Infra;
using HubFunctions.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace HubFunctions.Tests.Hosting;

/// <summary>Logs, traces and metrics of the published app as they arrive over OTLP.</summary>
public sealed class TelemetryTests(PublishedApp published, AzuriteFixture azurite)
{
    [Fact]
    public async Task Logs_traces_and_metrics_arrive_and_carry_no_key_token_or_address()
    {
        var stop = TestContext.Current.CancellationToken;
        var received = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = await CollectorAsync(received);
        await using var host = await FakeHost.StartAsync(published, azurite, new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
        });

        // Waits for storage, which timers do not.
        (await host.Office.GetAsync("/api/plans?code=a-function-key-0815&who=someone@example.org", stop)).Dispose();
        var silence = await AlertRule.OfAsync("timer-silence");
        foreach (var timer in silence.Timers)
            Assert.Equal(new HostedRun(true, null), await host.TickAsync(timer, TimerEnvelope.Usual, stop));

        // The alert on silent timers must find every one that ran.
        await Eventually.TrueAsync(() => !silence.Timers.Except(Logs().SelectMany(silence.TimersIn)).Any());
        await Eventually.TrueAsync(() => Has("/v1/metrics", "hub.timer.duration")
            && Has("/v1/metrics", "http.client.request.duration")
            && Has("/v1/traces", "GetPlans") && Has("/v1/traces", "Housekeeping"));
        Assert.All(received, r => Assert.DoesNotContain("a-function-key-0815", r.Body, StringComparison.Ordinal));
        Assert.All(received, r => Assert.DoesNotContain("someone@example.org", r.Body, StringComparison.Ordinal));
        Assert.All(received, r => Assert.DoesNotContain(HubApp.AdminKey, r.Body, StringComparison.Ordinal));

        IEnumerable<string> Logs() => received.Where(r => r.Path == "/v1/logs").Select(r => r.Body);

        bool Has(string path, string text) =>
            received.Any(r => r.Path == path && r.Body.Contains(text, StringComparison.Ordinal));
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentQueue<(string Path, string Body)> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            // Names in protobuf are plain text between the lengths.
            received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
