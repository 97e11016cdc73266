using HubFunctions.Hosting;
using HubFunctions.Mail;
using HubFunctions.Office;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Updates;

namespace HubFunctions;

/// <summary>Everything that the hub consists of, under the Functions host and in the local run alike.</summary>
internal static class HubFeatures
{
    /// <summary>Each feature reads its own options here; what is wrong with them stands in <paramref name="settings"/>
    /// afterwards.</summary>
    public static void AddFeatures(IHostApplicationBuilder builder, SettingsReader settings)
    {
        builder.AddHosting(settings);
        builder.Services
            .AddPlans(settings)
            .AddMail(settings)
            .AddUpdates()
            .AddReminders(settings)
            .AddSnapshots(settings)
            .AddOffice(settings);
    }
}
