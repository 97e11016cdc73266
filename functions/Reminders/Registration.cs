using HubFunctions.Hosting;
using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Timescales;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubFunctions.Reminders;

public static class Registration
{
    /// <summary>Reminders, their ledger and the pages that answer them.</summary>
    public static IServiceCollection AddReminders(this IServiceCollection services, HubSettings settings)
    {
        services.TryAddSingleton(new WorkingDays(settings.BankHolidays));
        services.AddSingleton(new ReminderSettings
        {
            LeadDays = settings.LeadDays,
            SendFrom = settings.SendFrom,
            SendUntil = settings.SendUntil,
            From = settings.Mail.From,
            OfficeAddress = settings.Mail.From,
            PublicBaseUrl = settings.PublicBaseUrl,
        });
        services.AddSingleton(new NeededTable(TableReminderLedger.TableName));
        services.AddSingleton<TableReminderLedger>();
        services.AddSingleton<IReminderLedger>(s => s.GetRequiredService<TableReminderLedger>());
        services.AddSingleton<IRetention, LedgerRetention>();
        services.AddSingleton(s => new ReplyLinks(settings.SigningKey, settings.PreviousSigningKey, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<DigestMail>();
        services.AddSingleton<DigestSender>();
        services.AddSingleton<ReminderSweep>();
        services.AddSingleton<ReminderJob>();
        services.AddSingleton<Responses>();
        services.AddSingleton<IMailEventHandler, ReminderMailEvents>();
        return services;
    }
}
