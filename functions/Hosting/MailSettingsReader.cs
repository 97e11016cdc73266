using System.Globalization;

namespace HubFunctions.Hosting;

/// <summary>The settings of the chosen mail provider; those of the others are not looked at.</summary>
internal static class MailSettingsReader
{
    public static MailSettings Read(SettingsReader settings, bool development)
    {
        var provider = settings.Text("Hub__Mail__Provider") ?? (development ? "outbox" : "");
        var from = settings.Text("Hub__Mail__From") ?? (provider == "outbox" ? "hub@localhost.example" : "");
        if (!System.Net.Mail.MailAddress.TryCreate(from, out _))
            settings.Wrong("Hub__Mail__From", from.Length == 0 ? "is missing" : "is not an e-mail address", "give the address that reminders come from");
        switch (provider)
        {
            case "sendgrid":
                Require(settings, "SendGrid__ApiKey", "give the API key of the SendGrid account");
                break;
            case "graph":
                Require(settings, "Graph__TenantId", "give the id of the Microsoft Entra tenant");
                break;
            case "smtp":
                Require(settings, "Smtp__Host", "give the name of the mail server");
                break;
            case "outbox":
                break;
            default:
                settings.Wrong("Hub__Mail__Provider", provider.Length == 0 ? "is missing" : "is not a known provider", "give sendgrid, graph or smtp");
                break;
        }

        var port = 587;
        if (settings.Text("Smtp__Port") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65_535))
            settings.Wrong("Smtp__Port", "is not a port", "give a whole number, usually 587");
        return new MailSettings(provider, from)
        {
            SendGridApiKey = settings.Text("SendGrid__ApiKey"),
            SendGridBaseUrl = settings.OptionalUrl("SendGrid__BaseUrl"),
            SendGridWebhookKey = settings.Text("SendGrid__WebhookKey"),
            GraphTenantId = settings.Text("Graph__TenantId"),
            GraphClientId = settings.Text("Graph__ClientId"),
            GraphBaseUrl = settings.OptionalUrl("Graph__BaseUrl"),
            SmtpHost = settings.Text("Smtp__Host"),
            SmtpPort = port,
            SmtpUser = settings.Text("Smtp__User"),
            SmtpPassword = settings.Text("Smtp__Password"),
        };
    }

    private static void Require(SettingsReader settings, string name, string mend)
    {
        if (settings.Text(name) is null)
            settings.Wrong(name, "is missing", mend);
    }
}
