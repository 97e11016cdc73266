using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

public static class Registration
{
    /// <summary>Reminders, their ledger and the pages that answer them.</summary>
    public static IServiceCollection AddReminders(this IServiceCollection services, SettingsReader settings)
    {
        var options = ReminderOptions.Read(settings);
        services.AddSingleton(provider => options with { OfficeAddress = provider.GetRequiredService<MailOptions>().From });
        services.AddSingleton(new NeededTable(TableReminderLedger.TableName));
        services.AddSingleton<TableReminderLedger>();
        services.AddSingleton<IReminderLedger>(s => s.GetRequiredService<TableReminderLedger>());
        services.AddSingleton<IRetention, LedgerRetention>();
        services.AddSingleton<ReplyLinks>();
        services.AddSingleton<DigestMail>();
        services.AddSingleton<DigestSender>();
        services.AddSingleton<ReminderSweep>();
        services.AddSingleton<ReminderJob>();
        services.AddRounds();
        services.AddSingleton<StartPreview>();
        services.AddSingleton<NextReminder>();
        services.AddSingleton<StartReminders>();
        services.AddSingleton<ReplyRights>();
        services.AddSingleton<MyItems>();
        services.AddSingleton<Responses>();
        services.AddSingleton<IMailEventHandler, ReminderMailEvents>();
        return services;
    }

    private static void AddRounds(this IServiceCollection services) => services
        .AddSingleton(new NeededTable(TableRounds.TableName))
        .AddSingleton<TableRounds>()
        .AddSingleton<TableBackupPart, TableRoundsBackup>()
        .AddSingleton<IRetention, RoundRetention>()
        .AddSingleton<RoundReader>()
        .AddSingleton<AskSender>()
        .AddSingleton<AskTicks>()
        .AddSingleton<RoundAway>()
        .AddSingleton<RoundAsks>()
        .AddSingleton<PhoneAnswers>();
}
