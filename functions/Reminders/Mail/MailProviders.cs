using Azure.Identity;
using HubFunctions.Hosting;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The one mail provider and the one directory that the settings name.</summary>
internal static class MailProviders
{
    private static readonly Uri SendGrid = new("https://api.sendgrid.com/");
    private static readonly Uri Graph = new("https://graph.microsoft.com/");

    public static void AddMailProvider(this IServiceCollection services, MailSettings mail)
    {
        services.AddSingleton(new OutboxFolder(Path.Combine(AppContext.BaseDirectory, "outbox")));
        services.AddSingleton<IMailer>(s => mail.Provider switch
        {
            "sendgrid" => new SendGridMailer(Http(s, Slashed(mail.SendGridBaseUrl ?? SendGrid)), mail.SendGridApiKey!),
            "graph" => new GraphMailer(Http(s, Slashed(mail.GraphBaseUrl ?? Graph)), Access(mail)),
            "smtp" => new SmtpMailer(mail.SmtpHost!, mail.SmtpPort, mail.SmtpUser, mail.SmtpPassword),
            _ => new OutboxMailer(s.GetRequiredService<OutboxFolder>(), s.GetRequiredService<HubClock>()),
        });
        services.AddSingleton<IDirectory>(s => mail.GraphTenantId is { Length: > 0 }
            ? new GraphDirectory(Http(s, Slashed(mail.GraphBaseUrl ?? Graph)), Access(mail), mail.From)
            : new NoDirectory());
    }

    private static ProviderHttp Http(IServiceProvider services, Uri baseUrl) =>
        new(ProviderHttp.NewClient(baseUrl), services.GetRequiredService<TimeProvider>());

    /// <summary>The app's own identity: nothing to keep secret, nothing to renew.</summary>
    private static GraphAccess Access(MailSettings mail) => new(
        new ManagedIdentityCredential(mail.GraphClientId is { Length: > 0 } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned),
        Slashed(mail.GraphBaseUrl ?? Graph));

    private static Uri Slashed(Uri url) => url.AbsoluteUri.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
}
