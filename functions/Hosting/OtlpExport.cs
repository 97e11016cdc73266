using HubFunctions.Plans;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace HubFunctions.Hosting;

/// <summary>Sends the hub's traces and metrics over OTLP as the OTEL_ variables say; registered only where they name an endpoint.</summary>
/// <remarks>Of the framework's own measures only those whose tags are routes, hosts and outcomes: its traces hold addresses with tokens in them.</remarks>
internal sealed class OtlpExport : BackgroundService
{
    public const string Setting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // The host's own sampling must not decide over ours: an update a minute is not too much to keep.
        using var traces = Sdk.CreateTracerProviderBuilder().AddSource(HubTelemetry.Name).SetSampler(new AlwaysOnSampler()).AddOtlpExporter().Build();
        using var metrics = Sdk.CreateMeterProviderBuilder().AddMeter(HubTelemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Net.Http").AddOtlpExporter().Build();
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
