using HubFunctions.Plans;

namespace HubFunctions.Mail;

public static class MailRegistration
{
    /// <summary>The one mail provider and the one directory that the settings name, and the provider's events.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, SettingsReader settings)
    {
        var options = MailOptions.Read(settings);
        services.AddSingleton(options);
        services.AddSingleton<StoredOutboxMailer>();
        services.AddSingleton<IOutbox>(s => s.GetRequiredService<StoredOutboxMailer>());
        services.AddSingleton<IRetention>(s => s.GetRequiredService<StoredOutboxMailer>());
        services.AddSingleton<IErasablePlace>(s => s.GetRequiredService<StoredOutboxMailer>());
        services.AddSingleton<IMailer>(s => options.Provider switch
        {
            "sendgrid" => SendGridMailer.New(Http(s), options.SendGridApiKey!, options.SendGridBaseUrl),
            "graph" => GraphProvider.Mailer(options, Http(s)),
            "notify" => new NotifyMailer(new NotifyClient(Http(s), options.Notify!, s.GetRequiredService<TimeProvider>())),
            "smtp" => new SmtpMailer(options.SmtpHost!, options.SmtpPort, options.SmtpUser, options.SmtpPassword),
            _ => s.GetRequiredService<IOutbox>(),
        });
        services.AddSingleton<IDirectory>(s => options.GraphTenantId is { Length: > 0 }
            ? GraphProvider.Directory(options, Http(s), s.GetRequiredService<ILoggerFactory>())
            : new NoDirectory());
        return services;
    }

    private static HttpClient Http(IServiceProvider services) =>
        ProviderHandler.NewClient(services.GetRequiredService<TimeProvider>());
}
