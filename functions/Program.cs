using HubFunctions.Hosting;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Updates;

if (FunctionsWorker.IsWanted(args))
    return await FunctionsWorker.RunAsync(args, AddFeatures);
#if LOCAL_RUN
return await HubFunctions.LocalRun.LocalHub.RunAsync(args, AddFeatures);
#else
Console.Error.WriteLine("This is an Azure Functions app: start it with `func start` in this folder, or `dotnet run --project functions` in the repository.");
return ExitCodes.Usage;
#endif

static void AddFeatures(IHostApplicationBuilder builder, HubSettings settings)
{
    builder.AddHosting(settings);
    builder.Services
        .AddPlans()
        .AddMail(settings.Mail)
        .AddUpdates()
        .AddReminders(settings)
        .AddSnapshots(settings);
}
