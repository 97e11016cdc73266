using HubFunctions;
using HubFunctions.Hosting;

if (FunctionsWorker.IsWanted(args))
    return await FunctionsWorker.RunAsync(args, HubFeatures.AddFeatures);
#if LOCAL_RUN
return await HubFunctions.LocalRun.LocalHub.RunAsync(args, HubFeatures.AddFeatures);
#else
Console.Error.WriteLine(
    "This is an Azure Functions app: start it with `func start` in this folder, or `dotnet run --project functions` in the "
        + "repository.");
return ExitCodes.Usage;
#endif
