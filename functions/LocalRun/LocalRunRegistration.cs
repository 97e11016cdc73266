using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Samples;
using HubFunctions.Snapshots;

namespace HubFunctions.LocalRun;

/// <summary>What a run on a developer's machine adds: samples, a home page, timers, and addresses on the console. Never outside
/// Development.</summary>
public static class LocalRunRegistration
{
    public static void AddLocalRun(this IHostApplicationBuilder builder, SettingsReader settings)
    {
        builder.Services.AddSingleton<TimerCalls>().AddSingleton<DevSnapshots>();
        if (builder.Environment.IsDevelopment())
        {
            builder.Services
                .AddSingleton(provider => AddressOf(provider.GetRequiredService<HubAddress>()))
                .AddSingleton(provider => new OutboxMailer(LocalFolder.Path("outbox"), provider.GetRequiredService<HubClock>()))
                .AddSingleton<IOutbox>(provider => provider.GetRequiredService<OutboxMailer>())
                .AddSingleton<IErasablePlace>(provider => provider.GetRequiredService<OutboxMailer>());
        }

        if (settings.IsLocalRun)
        {
            builder.Services
                .AddSingleton<HomePage>()
                .AddSingleton<SampleLoader>()
                .AddHostedService(provider => provider.GetRequiredService<SampleLoader>())
                .AddHostedService<LocalTimers>()
                .AddHostedService<Welcome>();
        }
    }

    private static SnapshotAddress AddressOf(HubAddress hub) => new(new Uri(hub.Link("dev/snapshots/")), new Uri(hub.Link("")));

    /// <summary>Pages below <c>/dev</c>, and the home page where the samples are.</summary>
    public static void MapDevelopment(this WebApplication app, SettingsReader settings)
    {
        app.MapOutbox();
        app.MapMethods(DevSnapshots.Route, ["GET", "HEAD", "OPTIONS"], Answering<DevSnapshots>((e, http) => e.GetAsync(http)));
        if (settings.IsLocalRun)
            app.MapGet("/", Answering<HomePage>((e, http) => e.GetAsync(http)));
    }

    private static RequestDelegate Answering<T>(Func<T, HttpContext, Task<IResult>> handler)
        where T : notnull =>
        async http => await (await handler(http.RequestServices.GetRequiredService<T>(), http)).ExecuteAsync(http);
}

/// <summary>Prints the addresses to open once there is something to see.</summary>
public sealed class Welcome(SampleLoader samples, HubAddress address) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await samples.Loaded.WaitAsync(stoppingToken);
        var hub = address.Link("").TrimEnd('/');
        Console.WriteLine($"""

            The hub is running. Open:
              {hub}/                          home: plans, updates, a signed curl to try
              {hub}/dev/outbox                mails to owners
              {hub}/dev/snapshots/kirklees/index.html   a public progress page
              {hub}/office                    the programme office's pages; the key is on the home page
              {hub}/api/docs                  every call, with its curl
            Stop it with Ctrl+C.

            """);
    }
}
