using System.Text;
using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Writes the mail of a digest: HTML and text side by side, the deadlines for the calendar, links that answer.</summary>
public sealed class DigestMail(RazorHtml html, ReplyLinks tokens, MailOptions mail, HubAddress hub, HubClock calendar)
{
    /// <summary>Bytes of HTML, text and calendar together; mail programs cut what is much longer.</summary>
    public const int MaxBytes = 40_000;

    /// <summary>Fewer lines are shown where those before would be too long.</summary>
    private static readonly int[] Lines = [DigestView.MaxLines, 5, 2, 1];

    public async Task<OutgoingMail> OfAsync(Digest digest)
    {
        var written = await OfAsync(digest, Lines[0]);
        foreach (var fewer in Lines.Skip(1).TakeWhile(_ => Bytes(written) > MaxBytes))
            written = await OfAsync(digest, fewer);
        return written;
    }

    /// <summary>Subject and text as they would be sent, but for the links: whoever has them may answer.</summary>
    public async Task<(string Subject, string Text)> PreviewAsync(Digest digest)
    {
        var written = await OfAsync(digest);
        var answers = hub.Link("api/respond/");
        var parts = written.Text.Split(answers).Select((part, i) => i == 0 ? part : "…" + part[EndOf(part)..]);
        return (written.Subject, string.Join(answers, parts));
    }

    private static int EndOf(string link) => link.AsSpan().IndexOfAny(' ', '\n') is >= 0 and var end ? end : link.Length;

    private static int Bytes(OutgoingMail mail) =>
        Encoding.UTF8.GetByteCount(mail.Html)
        + Encoding.UTF8.GetByteCount(mail.Text)
        + mail.Attachments.Sum(a => Encoding.UTF8.GetByteCount(a.Content));

    private async Task<OutgoingMail> OfAsync(Digest digest, int most)
    {
        var signature = Signature.Of(digest.Lines.Select(l => l.Reminder.Plan), mail);
        var dates = mail.TakesAttachments ? DigestCalendar.Of(digest.Lines.Take(most), calendar.Now, hub.Host) : null;
        var view = DigestView.Of(digest, Link, signature, most) with { HasDates = dates is not null };
        var page = await html.OfAsync<DigestHtml>(new() { [nameof(DigestHtml.View)] = view });
        return new OutgoingMail(
            mail.From, digest.To.Address, digest.To.Name, view.Subject, page, DigestText.Of(view),
            digest.MessageId(hub.Host), digest.To.Identity)
        {
            ReplyTo = signature.ReplyTo,
            Markdown = DigestMarkdown.Of(view),
            Attachments = dates is null ? [] : [new MailAttachment("deadlines.ics", "text/calendar", dates)],
        };
    }

    private string? Link(ResponseLink link) =>
        hub.Link($"api/respond/{tokens.Make(link)}") is { Length: <= ReplyLinks.MaxSent } address ? address : null;
}
