using System.Text.Json;

namespace HubFunctions.Mail;

/// <summary>GOV.UK Notify, through a template with <c>((subject))</c> and <c>((body))</c>. It takes no attachment, no Message-ID
/// and no sender: what a mail is known by is its reference. After an attempt without an answer it is asked for that
/// first.</summary>
public sealed class NotifyMailer(NotifyClient notify) : IMailer
{
    /// <summary>Of one question what became of a mail; with the attempt itself below <see cref="IMailer.TimeLimit"/>.</summary>
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(15);

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var reference = NotifyReference.Of(mail);
        if (mail.MayBeSent)
        {
            switch (await HasAsync(reference, stop))
            {
                case true: return new MailResult.Accepted();
                case null: return new MailResult.NotTaken("not-told");
            }
        }

        var result = await ProviderResult.OfAsync(
            async token =>
            {
                var answer = await notify.SendAsync(Email(mail, reference), token);
                return (answer.StatusCode, answer.Headers, answer.Content);
            },
            IsAboutAddress,
            stop,
            IMailer.TimeLimit - (2 * AskLimit));
        return result is MailResult.NoAnswer && await HasAsync(reference, stop) == true ? new MailResult.Accepted() : result;
    }

    private NotifyEmail Email(OutgoingMail mail, string reference) =>
        new(
            mail.To,
            notify.TemplateId,
            new Dictionary<string, string>
            {
                ["subject"] = mail.Subject,
                ["body"] = mail.Markdown ?? NotifyMarkdown.Of(mail.Text),
            },
            reference,
            mail.Unsubscribe);

    private async Task<bool?> HasAsync(string reference, CancellationToken stop)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(AskLimit);
        try
        {
            return await notify.HasAsync(reference, limited.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Notify names the field that it does not like at the beginning of its message.</summary>
    private static bool IsAboutAddress(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("errors", out var errors)
                && errors.EnumerateArray().Any(e => e.TryGetProperty("message", out var message)
                    && message.ValueKind == JsonValueKind.String
                    && message.GetString()!.StartsWith("email_address ", StringComparison.Ordinal));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
