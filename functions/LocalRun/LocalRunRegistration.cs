using HubFunctions.Hosting;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Samples;
using HubFunctions.Snapshots;

namespace HubFunctions.LocalRun;

/// <summary>What a run on a developer's machine has besides: samples, a home page, timers, and addresses on the console. Never outside Development.</summary>
public static class LocalRunRegistration
{
    public static void AddLocalRun(this IHostApplicationBuilder builder, HubSettings settings)
    {
        var hub = new Uri($"{settings.PublicBaseUrl.ToString().TrimEnd('/')}/");
        builder.Services.AddSingleton<TimerCalls>().AddSingleton<DevSnapshots>();
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddSingleton(new SnapshotAddress(new Uri(hub, "dev/snapshots/"), hub));
            AddLocalOutbox(builder.Services, settings.Mail);
        }

        if (settings.LocalRun)
        {
            builder.Services
                .AddSingleton<HomePage>()
                .AddSingleton<SampleLoader>()
                .AddHostedService(provider => provider.GetRequiredService<SampleLoader>())
                .AddHostedService<LocalTimers>()
                .AddHostedService<Welcome>();
        }
    }

    /// <summary>Mails stay on this machine.</summary>
    private static void AddLocalOutbox(IServiceCollection services, MailOptions mail)
    {
        if (mail.Provider == "outbox")
            services.AddSingleton<IMailer>(s => new OutboxMailer(LocalFolder.Path("outbox"), s.GetRequiredService<HubClock>()));
    }

    /// <summary>Pages below <c>/dev</c>, and the home page where the samples are.</summary>
    public static void MapDevelopment(this WebApplication app, HubSettings settings)
    {
        app.MapOutbox();
        app.MapMethods(DevSnapshots.Route, ["GET", "HEAD", "OPTIONS"], Answering<DevSnapshots>((e, http) => e.GetAsync(http)));
        if (settings.LocalRun)
            app.MapGet("/", Answering<HomePage>((e, http) => e.GetAsync(http)));
    }

    private static RequestDelegate Answering<T>(Func<T, HttpContext, Task<IResult>> handler)
        where T : notnull => async http => await (await handler(http.RequestServices.GetRequiredService<T>(), http)).ExecuteAsync(http);
}

/// <summary>Prints the addresses to open once there is something to see.</summary>
public sealed class Welcome(SampleLoader samples, HubSettings settings) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await samples.Loaded.WaitAsync(stoppingToken);
        var hub = settings.PublicBaseUrl.ToString().TrimEnd('/');
        Console.WriteLine($"""

            The hub is running. Open:
              {hub}/                          home: plans, updates, a signed curl to try
              {hub}/dev/outbox                mails to owners
              {hub}/dev/snapshots/kirklees/index.html   a public progress page
              {hub}/api/openapi.json          every call
            Stop it with Ctrl+C.

            """);
    }
}
