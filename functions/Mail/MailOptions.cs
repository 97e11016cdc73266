using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Mail;

/// <summary>How mail goes out: the chosen provider, its settings, and those of the directory.</summary>
/// <param name="Provider">outbox, sendgrid, graph, smtp or notify.</param>
/// <param name="From">The sender's address.</param>
public sealed record MailOptions(string Provider, string From)
{
    private const int SubmissionPort = 587;

    /// <summary>Who sends, where a plan does not say.</summary>
    public string? Organisation { get; init; }

    /// <summary>Where replies go, and whom to ask, where a plan does not say.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The privacy notice, where a plan does not say.</summary>
    public Uri? PrivacyUrl { get; init; }

    /// <summary>GOV.UK Notify takes links only.</summary>
    public bool TakesAttachments => Provider != "notify";

    public string? SendGridApiKey { get; init; }
    public Uri? SendGridBaseUrl { get; init; }

    /// <summary>Public key (base64) with which SendGrid signs its events.</summary>
    public string? SendGridWebhookKey { get; init; }
    public string? GraphTenantId { get; init; }
    public string? GraphClientId { get; init; }
    public Uri? GraphBaseUrl { get; init; }
    public NotifyOptions? Notify { get; init; }
    public string? SmtpHost { get; init; }
    public int SmtpPort { get; init; } = SubmissionPort;
    public string? SmtpUser { get; init; }
    public string? SmtpPassword { get; init; }

    /// <summary>The settings of the chosen provider; what the others need is not asked for.</summary>
    public static MailOptions Read(SettingsReader settings)
    {
        var provider = settings.Text("Hub__Mail__Provider") ?? (settings.HasDefaults ? "outbox" : "");
        var from = settings.Text("Hub__Mail__From") ?? (provider == "outbox" ? "hub@localhost.example" : "");
        if (!EmailAddresses.IsValid(from))
            settings.Wrong(
                "Hub__Mail__From",
                Fault(from, "is not an e-mail address"),
                "give the address that reminders come from");
        if (Needed(provider) is not var (name, fix))
            settings.Wrong(
                "Hub__Mail__Provider",
                Fault(provider, "is not a known provider"),
                "give sendgrid, graph, smtp or notify");
        else if (name.Length > 0 && settings.Text(name) is null)
            settings.Wrong(name, "is missing", fix);
        var replyTo = settings.Text("Hub__Mail__ReplyTo");
        if (replyTo is not null && !EmailAddresses.IsValid(replyTo))
            settings.Wrong(
                "Hub__Mail__ReplyTo",
                "is not an e-mail address",
                "give the address that replies go to, or leave it out");
        if (settings.Text("SendGrid__WebhookKey") is { } key && !MailEvents.IsKey(key))
            settings.Wrong(
                "SendGrid__WebhookKey",
                "is not a public key",
                "copy the verification key of SendGrid's event webhook");
        return new MailOptions(provider, from)
        {
            Organisation = settings.Text("Hub__Organisation"),
            ReplyTo = replyTo,
            PrivacyUrl = settings.Url("Hub__Mail__PrivacyUrl"),
            SendGridApiKey = settings.Text("SendGrid__ApiKey"),
            SendGridBaseUrl = settings.Url("SendGrid__BaseUrl"),
            SendGridWebhookKey = settings.Text("SendGrid__WebhookKey"),
            GraphTenantId = settings.Text("Graph__TenantId"),
            GraphClientId = settings.Text("Graph__ClientId"),
            GraphBaseUrl = settings.Url("Graph__BaseUrl"),
            Notify = NotifyOptions.Read(settings, provider == "notify"),
            SmtpHost = settings.Text("Smtp__Host"),
            SmtpPort = Port(settings),
            SmtpUser = settings.Text("Smtp__User"),
            SmtpPassword = settings.Text("Smtp__Password"),
        };
    }

    /// <summary>The one setting that a provider cannot do without, if there is one; null for a provider that is not
    /// known.</summary>
    private static (string Name, string Fix)? Needed(string provider) => provider switch
    {
        "sendgrid" => ("SendGrid__ApiKey", "give the API key of the SendGrid account"),
        "graph" => ("Graph__TenantId", "give the id of the Microsoft Entra tenant"),
        "smtp" => ("Smtp__Host", "give the name of the mail server"),
        "notify" => ("Notify__ApiKey", "give an API key of the GOV.UK Notify service"),
        "outbox" => ("", ""),
        _ => null,
    };

    private static string Fault(string given, string otherwise) => given.Length == 0 ? "is missing" : otherwise;

    private static int Port(SettingsReader settings)
    {
        var port = SubmissionPort;
        if (settings.Text("Smtp__Port") is { } given
            && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65_535))
            settings.Wrong("Smtp__Port", "is not a port", "give a whole number, usually 587");
        return port;
    }
}
