using System.Globalization;
using System.Net;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>The mails to subscribers. Only public values; no tracking; every digest can be ended with one click (RFC
/// 8058).</summary>
public sealed class NewsletterMail(MailOptions mail, HubAddress hub, SnapshotAddress address, SubscriberTokens tokens)
{
    private const int MaxDifferences = 20;
    private const int MaxTitle = 80;

    /// <summary>The question whether the address's owner wants it.</summary>
    public OutgoingMail Question(EmbedPlan plan, Subscriber subscriber, SubscriptionChoice choice)
    {
        var link = Link("confirm", tokens.Make(SubscriberLink.Confirm, plan.Id, subscriber.Id));
        return Of(
            subscriber,
            $"Confirm that you want emails about {Short(plan.Title)}",
            $"question-{subscriber.AskedAt.ToUnixTimeSeconds()}",
            unsubscribe: null,
            [
                $"Somebody, we hope you, asked for emails about {Named(plan, choice.Theme)} to this address: "
                    + $"{HowOften(choice.When)}.",
                $"To say yes, open {link}",
                "If it was not you, do nothing: you will get no more emails.",
                .. Signed(plan.Organisation),
            ]);
    }

    /// <summary>What changed in a period.</summary>
    public OutgoingMail Digest(PublicPlan plan, Subscriber subscriber, Period period, NewsletterScope scope)
    {
        var changes = scope.Changes;
        var unsubscribe = Link("unsubscribe", tokens.Make(SubscriberLink.Unsubscribe, plan.Id, subscriber.Id));
        return Of(
            subscriber,
            $"{Short(plan.Title)}: {Words.Plural(changes.Count, "item")} changed",
            $"digest-{period.From:yyyyMMdd}",
            unsubscribe,
            [
                scope.Theme is { Length: > 0 } theme ? $"{period.Title}, under {theme}:" : $"{period.Title}:",
                .. scope.IsLost
                    ? ["The theme that you chose is no longer in the plan, so this is about all of it."]
                    : Array.Empty<string>(),
                .. changes
                    .Take(MaxDifferences)
                    .Select(c =>
                        $"{(c.Title.Length == 0 ? c.Item : c.Title)} ({Words.Of(c.Standing)}): "
                            + $"{string.Join("; ", c.Changes.Select(Words.Of))}"),
                .. changes.Count > MaxDifferences ? [$"And {changes.Count - MaxDifferences} more."] : Array.Empty<string>(),
                $"The whole plan: {new Uri(address.Base, $"{plan.Id}/index.html")}",
                "You get this email because you signed up for it.",
                $"To stop these emails, open {unsubscribe}",
                .. Signed(plan.Organisation),
            ]);
    }

    private static string Named(EmbedPlan plan, PlanTheme? theme) =>
        theme is null ? plan.Title : $"{theme.Title}, in {plan.Title},";

    private static string HowOften(NewsletterTiming? when) => when switch
    {
        NewsletterTiming.Monthly => "one a month",
        NewsletterTiming.Board => "one after each meeting of the Board",
        _ => "one a month, or one after each meeting of the Board",
    };

    /// <summary>Who sends it, whom to ask, and the privacy notice.</summary>
    private IEnumerable<string> Signed(string? organisation)
    {
        yield return organisation is { Length: > 0 } ? organisation : mail.Organisation ?? "The programme office";
        if (mail.ReplyTo is { } contact)
            yield return $"Questions? Contact {contact}.";
        if (mail.PrivacyUrl is { } privacy)
            yield return $"Privacy notice: {privacy.AbsoluteUri}";
    }

    /// <summary>Of a plan's title in a subject.</summary>
    private static string Short(string title) =>
        OneLine.Of(title) is var line && line.Length > MaxTitle ? OneLine.Start(line, MaxTitle - 1).TrimEnd() + "…" : line;

    private OutgoingMail Of(Subscriber subscriber, string subject, string kind, Uri? unsubscribe, IReadOnlyList<string> lines)
    {
        var html = new StringBuilder(
            "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>Progress</title></head><body>");
        foreach (var line in lines)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Linked(line)}</p>");
        return new OutgoingMail(
            mail.From,
            subscriber.Address,
            null,
            subject.ReplaceLineEndings(" "),
            html.Append("</body></html>").ToString(),
            string.Join("\n\n", lines),
            $"{subscriber.Plan}.{subscriber.Id}.{kind}@{hub.Host}",
            $"{subscriber.Plan}/{subscriber.Id}")
        {
            ReplyTo = mail.ReplyTo,
            Unsubscribe = unsubscribe,
        };
    }

    /// <summary>An address at the end of a line becomes a link.</summary>
    private static string Linked(string line)
    {
        var at = line.LastIndexOf(' ') + 1;
        return Uri.TryCreate(line[at..], UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? $"{WebUtility.HtmlEncode(line[..at])}<a "
                + $"href=\"{WebUtility.HtmlEncode(line[at..])}\">{WebUtility.HtmlEncode(line[at..])}</a>"
            : WebUtility.HtmlEncode(line);
    }

    private Uri Link(string what, string token) => new(hub.Link($"api/{what}/{token}"));
}
