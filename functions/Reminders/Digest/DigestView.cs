namespace HubFunctions.Reminders;

/// <summary>A digest in words, for HTML and text alike.</summary>
/// <param name="Heading">Of the mail itself; the subject is for the inbox.</param>
/// <param name="AnswerAll">Link to one page that answers everything; null when that is more than one page, or one item.</param>
/// <param name="Everything">Link to the page with all items of this person; null for who has none in the plans.</param>
/// <param name="More">How many lines are left out.</param>
public sealed record DigestView(
    string Subject,
    string Heading,
    string Greeting,
    IReadOnlyList<DigestSection> Sections,
    string? AnswerAll,
    string? Everything,
    int More,
    Signature Signature,
    string Why)
{
    public const int MaxLines = 10;

    public const string Footer =
        "You get at most one reminder on a working day, besides what the programme office asks before a Board meets, and none "
        + "about a deliverable that has been updated. You need no account. Your address is used for these emails only, and "
        + "nobody counts opens or clicks.";

    /// <summary>Whether a calendar is attached.</summary>
    public bool HasDates { get; init; }

    public const string Dates = "The dates are attached for your calendar.";

    public string? MoreText =>
        More == 0
            ? null
            : $"And {More} more, which would not fit "
                + $"here{(Everything is null ? ". They stay on your list." : ": all of them are on the page with your items.")}";

    /// <summary>Who stands behind the mail, and why it came: a line each.</summary>
    public IReadOnlyList<string> Signed =>
        [
            Signature.Organisation.To(2 * Shortened.Label),
            Signature.Contact,
            Why,
            Footer,
            .. Signature.Privacy.Select(p => p.Short),
        ];

    private static string Dear(string? name) => name is { Length: > 0 } ? $"Dear {name.To(Shortened.Label)}," : "Hello,";

    /// <param name="link">Makes the address of the page that answers these targets; null where it would be too long to be
    /// sent.</param>
    /// <param name="most">Lines shown, the most urgent.</param>
    public static DigestView Of(Digest digest, Func<ResponseLink, string?> link, Signature signature, int most = MaxLines)
    {
        var shown = digest.Lines.Take(most).ToList();
        var everything = digest.To.OwnerId == Recipients.Manager ? null : link(ResponseLink.Everything(digest.To.Identity));
        var targets = shown.Select(LineView.Target).ToList();
        return new DigestView(
            DigestSubject.Of(digest),
            DigestHeading.Of(digest),
            string.Join(' ', new[] { Dear(digest.To.Name), DigestHeading.OfRound(digest) }.OfType<string>()),
            DigestSection.Of(digest, shown, line => link(new ResponseLink([LineView.Target(line)])) ?? everything),
            targets.Count > 1 && targets.Count == digest.Lines.Count ? link(new ResponseLink(targets)) : null,
            everything,
            digest.Lines.Count - shown.Count,
            signature,
            DigestHeading.Why(digest));
    }
}

/// <param name="Note">What can be done about all of them; null where each says it.</param>
public sealed record DigestSection(string Heading, string? Note, IReadOnlyList<LineView> Lines)
{
    public bool IsLate { get; init; }

    /// <summary>What is shown, by urgency; before it what has nobody to go to, by cause.</summary>
    /// <param name="link">Null where no address can be sent.</param>
    public static IReadOnlyList<DigestSection> Of(Digest digest, IReadOnlyList<DigestLine> shown, Func<DigestLine, string?> link)
    {
        LineView View(DigestLine line) => LineView.Of(line, digest.Day, link(line));
        var causes = digest
            .Lines.Where(l => Causes.Of(l) != Cause.None)
            .GroupBy(Causes.Of)
            .OrderBy(g => g.Key)
            .Select(g => new DigestSection(
                Causes.Heading(g.Key, [.. g]),
                Causes.Remedy(g.Key, [.. g]),
                [.. shown.Where(l => Causes.Of(l) == g.Key).Select(View)]));
        var others = shown.Where(l => Causes.Of(l) == Cause.None).GroupBy(l => HeadingOf(l, digest.Day))
            .Select(g => new DigestSection(g.Key, null, [.. g.Select(View)]) { IsLate = g.Key == Overdue });
        return [.. causes, .. others];
    }

    private const string Overdue = "Overdue";

    private static string HeadingOf(DigestLine line, DateOnly day) => (line.Role, line.Reminder.Reason) switch
    {
        (not Role.Owner, _) => "Nobody has answered for these",
        (_, Reason.Overdue) => Overdue,
        (_, Reason.DueNow) => "Due now",
        (_, Reason.DueSoon) when line.Reminder.Milestone?.RemindBy <= day.AddDays(7) => "Due within a week",
        (_, Reason.DueSoon) => "Coming up",
        (_, Reason.ReviewDue) => "Review due",
        (_, Reason.NoUpdate) => "No recent update",
        _ => "Please set a date",
    };
}
