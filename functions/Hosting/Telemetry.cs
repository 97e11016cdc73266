using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace HubFunctions.Hosting;

/// <summary>Sends the hub's own logs, traces and metrics to Application Insights and over OTLP, where each is set.</summary>
/// <remarks>
/// The Functions host exports nothing for a worker that does so itself. Logs and traces of the framework stay here, since they
/// hold addresses with tokens in them; of its metrics only those whose tags are routes, hosts and outcomes leave.
/// </remarks>
internal static class Telemetry
{
    public const string AzureMonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>The platform's own: <c>ClientId=…;Authorization=AAD</c>, or the second half alone.</summary>
    public const string SignInSetting = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public const string OtlpSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters = [HubTelemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Net.Http"];

    public static void AddTelemetry(this IHostApplicationBuilder builder, SettingsReader settings)
    {
        var azureMonitor = IsAzureMonitor(settings);
        var otlp = settings.Url(OtlpSetting) is not null;
        if (!azureMonitor && !otlp)
            return;
        builder.Logging
            .AddFilter<OpenTelemetryLoggerProvider>("", LogLevel.None)
            .AddFilter<OpenTelemetryLoggerProvider>(nameof(HubFunctions), LogLevel.Information);
        var telemetry = builder.Services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            // Alerts read the finished sentence, not its template.
            .WithLogging(configureBuilder: null, options => options.IncludeFormattedMessage = true)
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            // The host's own sampling must not decide over ours: an update a minute is not too much to keep.
            .WithTracing(traces => traces.AddSource(HubTelemetry.Name).SetSampler(new AlwaysOnSampler()));
        if (otlp)
            telemetry.UseOtlpExporter();
        if (azureMonitor)
            telemetry.UseAzureMonitorExporter(options => Configure(options, builder.Configuration));
    }

    /// <summary>The exporter itself would end the start with a stack trace, or send nothing and say so nowhere.</summary>
    private static bool IsAzureMonitor(SettingsReader settings)
    {
        if (settings.Text(AzureMonitorSetting) is not { } text)
            return false;
        var parts = Parts(text);
        var isKnown =
            Guid.TryParse(parts["InstrumentationKey"].FirstOrDefault(), out _)
            && parts["IngestionEndpoint"]
                .All(address => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http");
        if (!isKnown)
            settings.Wrong(
                AzureMonitorSetting,
                "is not a connection string of Application Insights",
                "copy it whole from the resource's overview, or leave it out");
        return isKnown;
    }

    private static ILookup<string, string> Parts(string setting) =>
        setting
            .Split(';', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .ToLookup(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);

    private static void Configure(AzureMonitorExporterOptions options, IConfiguration configuration)
    {
        options.ConnectionString = configuration[AzureMonitorSetting];
        options.Credential = SignIn(configuration[SignInSetting]);
        options.SamplingRatio = 1;
        options.TracesPerSecond = null;
        // An alert must not miss a line because the request around it was not sampled.
        options.EnableTraceBasedLogsSampler = false;
        // Live metrics would show requests and lines of the framework too.
        options.EnableLiveMetrics = false;
    }

    /// <returns>Null where the connection string alone is enough.</returns>
    private static ManagedIdentityCredential? SignIn(string? setting)
    {
        var parts = Parts(setting ?? "");
        if (!parts["Authorization"].Contains("AAD", StringComparer.OrdinalIgnoreCase))
            return null;
        return new(parts["ClientId"].FirstOrDefault() is { Length: > 0 } id
            ? ManagedIdentityId.FromUserAssignedClientId(id)
            : ManagedIdentityId.SystemAssigned);
    }
}
