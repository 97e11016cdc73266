using HubFunctions.Hosting;
using HubFunctions.LocalRun;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Updates;
using Microsoft.AspNetCore.Connections;

if (args is [FunctionFiles.Command, var folder])
{
    FunctionFiles.Write(folder);
    return 0;
}

var builder = WebApplication.CreateSlimBuilder(args);
var reader = new SettingsReader(builder.Configuration, builder.Environment.IsDevelopment());
var hostPort = HostPort.Read(reader);
if (reader.Read() is not { } settings)
{
    foreach (var problem in reader.Problems)
        Console.Error.WriteLine(problem);
    return ExitCodes.Settings;
}

if (settings.LocalRun && LocalPort.IsTaken(reader.LocalUrl()))
    return CannotListen($"{reader.LocalUrl()} is in use.");

try
{
    await using var emulator = await LocalStorage.StartAsync(builder.Configuration, settings);
    builder.AddHosting(settings, hostPort);
    builder.Services
        .AddPlans()
        .AddUpdates()
        .AddReminders(settings)
        .AddSnapshots(settings);
    if (settings.LocalRun)
        builder.Services.AddLocalRun();

    var app = builder.Build();
    app.UseHosting();
    app.MapFunctions(underHost: hostPort is not null);
    if (builder.Environment.IsDevelopment())
        app.MapDevelopment(settings);
    await app.RunAsync();
    return hostPort is null ? ExitCodes.Done : ExitCodes.Again;
}
catch (AzuriteUnavailableException unavailable)
{
    Console.Error.WriteLine(unavailable.Message);
    return ExitCodes.Storage;
}
catch (IOException taken) when (taken.InnerException is AddressInUseException)
{
    return CannotListen(taken.Message);
}

static int CannotListen(string why)
{
    Console.Error.WriteLine($"The hub cannot listen: {why} Stop what listens there, or set ASPNETCORE_URLS to another address.");
    return ExitCodes.Port;
}
