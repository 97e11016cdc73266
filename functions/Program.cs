using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Updates;

if (args is [FunctionFiles.Command, var folder])
{
    FunctionFiles.Write(folder);
    return 0;
}

var builder = WebApplication.CreateSlimBuilder(args);
var reader = new SettingsReader(builder.Configuration, builder.Environment.IsDevelopment());
if (reader.Read() is not { } settings)
{
    foreach (var problem in reader.Problems)
        Console.Error.WriteLine(problem);
    return 78;
}

var hostPort = HostPort.Read();
builder.AddHosting(settings, hostPort);
builder.Services
    .AddPlans()
    .AddUpdates()
    .AddReminders(settings)
    .AddSnapshots(settings);

var app = builder.Build();
app.UseHosting();
app.MapFunctions(underHost: hostPort is not null);
await app.RunAsync();

// The host takes 0 for "never start again"; nobody asks this process to end for good.
return hostPort is null ? 0 : 1;
