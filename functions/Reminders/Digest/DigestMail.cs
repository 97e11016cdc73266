using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Writes the mail of a digest: HTML and text side by side, the deadlines for the calendar, links that answer.</summary>
public sealed class DigestMail(RazorHtml html, ReplyLinks tokens, MailOptions mail, HubAddress hub, HubClock calendar)
{
    public async Task<OutgoingMail> OfAsync(Digest digest)
    {
        var view = DigestView.Of(digest, link => hub.Link($"api/respond/{tokens.Make(link)}"));
        var page = await html.OfAsync<DigestHtml>(new() { [nameof(DigestHtml.View)] = view });
        return new OutgoingMail(
            mail.From, digest.To.Address, digest.To.Name, view.Subject, page, DigestText.Of(view),
            digest.MessageId(hub.Host), digest.To.Identity)
        {
            Attachments = DigestCalendar.Of(digest, calendar.Now, hub.Host) is { } dates ? [new MailAttachment("deadlines.ics", "text/calendar", dates)] : [],
        };
    }
}
