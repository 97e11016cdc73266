using HubFunctions.Plans;

namespace HubFunctions.Mail;

/// <summary>Settings of GOV.UK Notify.</summary>
/// <param name="ServiceId">Of the service that sends: issuer of its tokens.</param>
/// <param name="Secret">What its tokens are signed with.</param>
/// <param name="TemplateId">Of an email template whose subject is <c>((subject))</c> and whose message is
/// <c>((body))</c>.</param>
public sealed record NotifyOptions(string ServiceId, string Secret, string TemplateId, Uri BaseUrl)
{
    private const int IdLength = 36;
    private const int ShortestToken = 16;
    private static readonly Uri Public = new("https://api.notifications.service.gov.uk");

    /// <summary>The bearer token of delivery reports; null: none are taken.</summary>
    public string? CallbackToken { get; init; }

    /// <param name="isUsed">Whether Notify sends; delivery reports of the time before are taken without.</param>
    /// <returns>Null where nothing of it is set.</returns>
    public static NotifyOptions? Read(SettingsReader settings, bool isUsed)
    {
        var (key, template, token) = (
            settings.Text("Notify__ApiKey"),
            settings.Text("Notify__TemplateId"),
            settings.Text("Notify__CallbackToken"));
        var baseUrl = settings.Url("Notify__BaseUrl");
        var parts = Parts(key);
        if (key is not null && parts is null)
            settings.Wrong(
                "Notify__ApiKey",
                "is not a key of GOV.UK Notify",
                "copy it whole: a name, the service's id and the secret, with hyphens between");
        if (template is null && isUsed)
            settings.Wrong("Notify__TemplateId", "is missing", "give the id of an email template with ((subject)) and ((body))");
        else if (template is not null && !Guid.TryParseExact(template, "D", out _))
            settings.Wrong(
                "Notify__TemplateId",
                "is not the id of a template",
                "copy it from the template's page in GOV.UK Notify");
        if (token?.Length < ShortestToken)
            settings.Wrong(
                "Notify__CallbackToken",
                $"is shorter than {ShortestToken} characters",
                "make one with: openssl rand -base64 32");
        return parts is null && token is null
            ? null
            : new NotifyOptions(parts?.ServiceId ?? "", parts?.Secret ?? "", template ?? "", baseUrl ?? Public)
            {
                CallbackToken = token,
            };
    }

    /// <summary>A key is name-service-secret, the last two being ids of 36 characters; the name may hold hyphens.</summary>
    private static (string ServiceId, string Secret)? Parts(string? key)
    {
        if (key is null || key.Length < (2 * IdLength) + 1)
            return null;
        var (secret, rest) = (key[^IdLength..], key[..^IdLength]);
        if (rest[^1] != '-' || !IsId(secret) || !IsId(rest[^(IdLength + 1)..^1]))
            return null;
        return (rest[^(IdLength + 1)..^1], secret);
    }

    private static bool IsId(string text) => Guid.TryParseExact(text, "D", out _);
}
