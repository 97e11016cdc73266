using HubFunctions.Http;
using HubFunctions.Mail;

namespace HubFunctions.LocalRun;

/// <summary>Development's outbox: every mail as it would have gone out, HTML and text side by side. Not mapped outside
/// Development.</summary>
public static class OutboxPages
{
    public static void MapOutbox(this IEndpointRouteBuilder app)
    {
        app.MapGet("/dev/outbox", async (IMailer mailer, RazorHtml html) =>
            Page(await html.OfAsync<OutboxList>(new() { [nameof(OutboxList.Mails)] = Outbox(mailer)?.List() ?? [] })));
        app.MapGet("/dev/outbox/{id}", async (string id, IMailer mailer, RazorHtml html) => Outbox(mailer)?.Find(id) is { } mail
            ? Page(await html.OfAsync<OutboxMailPage>(new() { [nameof(OutboxMailPage.Kept)] = mail }))
            : Problems.NotFound("There is no such mail in the outbox."));
        app.MapGet("/dev/outbox/{id}/html", (string id, IMailer mailer) => Outbox(mailer)?.Find(id) is { } mail
            // Shown inside the outbox, where the pages behind the links refuse to be framed.
            ? Page(mail.Mail.Html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.Ordinal))
            : Problems.NotFound("There is no such mail in the outbox."));
        app.MapGet("/dev/outbox/{id}/{file}", (string id, string file, IMailer mailer) =>
            Outbox(mailer)?.Find(id)?.Mail.Attachments.FirstOrDefault(a => a.FileName == file) is { } attachment
                ? Results.Text(attachment.Content, attachment.ContentType)
                : Problems.NotFound("There is no such attachment in the outbox."));
    }

    private static OutboxMailer? Outbox(IMailer mailer) => mailer as OutboxMailer;

    private static IResult Page(string html) => Results.Text(html, "text/html; charset=utf-8");
}
