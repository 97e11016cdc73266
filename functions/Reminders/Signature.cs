using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Who stands behind a mail or an answer page: what the plans say that it is about, else the settings. Pure.</summary>
/// <param name="Contacts">Whom to ask.</param>
/// <param name="ReplyTo">An address; null for the sender's.</param>
/// <param name="Statements">Privacy first.</param>
public sealed record Signature(
    string Organisation,
    IReadOnlyList<string> Contacts,
    string? ReplyTo,
    IReadOnlyList<Statement> Statements)
{
    private const int MostNamed = 3;

    public string Contact => $"Questions? Contact {string.Join(" or ", Contacts.Select(c => c.To(2 * Shortened.Words)))}.";

    public IEnumerable<Statement> Privacy => Statements.Where(s => s.IsPrivacy);

    /// <param name="plans">The one that matters most first.</param>
    public static Signature Of(IEnumerable<PlanHeader> plans, MailOptions mail)
    {
        var about = plans.DistinctBy(p => p.Id).ToList();
        IReadOnlyList<string> Said(Func<PlanPublication, string?> field, string? otherwise = null) =>
            Named(about.Select(p => p.Publication is { } said ? field(said) : null)) is { Count: > 0 } found
                ? found
                : Named([otherwise]);

        var contacts = Said(p => p.Contact, mail.ReplyTo ?? mail.From);
        var replyTo =
            about.Select(p => p.Publication?.Contact?.Trim()).FirstOrDefault(c => c is not null && EmailAddresses.IsValid(c))
            ?? mail.ReplyTo;
        var organisations = Named(about.Select(p => p.Organisation));
        return new Signature(
            organisations.Count > 0 ? string.Join(", ", organisations) : mail.Organisation ?? "The programme office",
            contacts,
            replyTo,
            [
                .. Said(p => p.Privacy, mail.PrivacyUrl?.AbsoluteUri)
                    .Select(t => Statement.Of("Privacy notice", t) with { IsPrivacy = true }),
                .. Said(p => p.Statuses).Select(t => Statement.Of("What each status means", t)),
                .. Said(p => p.Comment).Select(t => Statement.Of("How to comment", t)),
                .. Said(p => p.Accessibility).Select(t => Statement.Of("Accessibility statement", t)),
            ]);
    }

    private static IReadOnlyList<string> Named(IEnumerable<string?> texts) =>
        [
            .. texts
                .Where(t => !string.IsNullOrWhiteSpace(t))
                .Select(t => OneLine.Of(t!))
                .Distinct(StringComparer.Ordinal)
                .Take(MostNamed),
        ];
}

/// <param name="Url">To be opened; null where the statement is words.</param>
public sealed record Statement(string Label, string Text, Uri? Url)
{
    public bool IsPrivacy { get; init; }

    /// <summary>For a mail: an address whole, words cut.</summary>
    public string Short => $"{Label}: {Url?.AbsoluteUri ?? Text.To(2 * Shortened.Words)}";

    public static Statement Of(string label, string text) => new(label, text, WebAddress.Of(text));
}
