namespace HubFunctions.Reminders;

/// <summary>A digest in words, for HTML and text alike.</summary>
/// <param name="AnswerAll">Link to one page for everything; null when there is too much for one page.</param>
/// <param name="More">How many lines are left out.</param>
public sealed record DigestView(string Subject, string Greeting, IReadOnlyList<DigestSection> Sections, string? AnswerAll, int More)
{
    /// <summary>Whether a calendar is attached.</summary>
    public bool HasDates { get; init; }

    public const int MaxLines = 100;
    public const string Footer =
        "You get at most one reminder a working day, and none about a deliverable once it has an update. No account is needed, and nobody counts opens or clicks.";

    /// <param name="link">Makes the address of the page that answers these targets.</param>
    public static DigestView Of(Digest digest, Func<ResponseLink, string> link)
    {
        var shown = digest.Lines.Take(MaxLines).ToList();
        var sections = shown.GroupBy(l => Heading(l, digest.Day)).Select(g => new DigestSection(g.Key, [.. g.Select(l => LineView.Of(l, digest.Day, link))]));
        var targets = shown.Select(LineView.Target).ToList();
        return new DigestView(
            DigestSubject.Of(digest),
            digest.To.Name is { Length: > 0 } name ? $"Dear {name}," : "Hello,",
            [.. sections],
            targets.Count is > 1 and <= ResponseLink.MaxTargets ? link(new ResponseLink(targets)) : null,
            digest.Lines.Count - shown.Count)
        {
            HasDates = DigestCalendar.Dated(digest).Any(),
        };
    }

    private static string Heading(DigestLine line, DateOnly day) => (line.Role, line.Reminder.Reason) switch
    {
        (not Role.Owner, _) => "Nobody has answered for these",
        (_, Reason.Overdue) => "Overdue",
        (_, Reason.DueNow) => "Due now",
        (_, Reason.DueSoon) when line.Reminder.Milestone?.RemindBy <= day.AddDays(7) => "Due within a week",
        (_, Reason.DueSoon) => "Coming up",
        (_, Reason.ReviewDue) => "Review due",
        (_, Reason.NoUpdate) => "No recent update",
        _ => "Please set a date",
    };
}

public sealed record DigestSection(string Heading, IReadOnlyList<LineView> Lines);

/// <param name="Step">What the milestone is called, where it says more than the title.</param>
/// <param name="Why">Why this person is told, where it is not plain.</param>
public sealed record LineView(string Title, string Plan, string? Step, string When, string? Meaning, IReadOnlyList<string> Assumptions, string? Why, string Answer)
{
    public static ResponseTarget Target(DigestLine line) =>
        new(line.Reminder.Plan.Id, line.To.OwnerId, line.Reminder.Item.Id, line.Reminder.Milestone?.Id, line.To.Identity);

    public static LineView Of(DigestLine line, DateOnly day, Func<ResponseLink, string> link)
    {
        var (plan, item) = (line.Reminder.Plan, line.Reminder.Item);
        var label = item.Definition.Label is { Length: > 0 } words ? $"{plan.Title}: {words} {item.Id}" : plan.Title;
        return new LineView(
            item.Definition.Title, label, line.Reminder.Milestone?.Label is { Length: > 0 } step && item.State.Milestones.Count > 1 ? step : null,
            Words.When(line.Reminder, day), Words.Meaning(plan, item, line.Reminder.Milestone), item.State.Reading.Assumptions, Reasons(line), link(new ResponseLink([Target(line)])));
    }

    private static string? Reasons(DigestLine line)
    {
        var owner = line.For is { } known ? known.Name ?? known.Role ?? known.Id : null;
        return (line.Role, owner) switch
        {
            (Role.Owner, null) => "Nobody is named for this yet.",
            (Role.Owner, _) => line.For!.Id == line.To.OwnerId ? null : $"You are standing in for {owner}.",
            (_, null) => "Nobody is named for this, and it has had no update since it was due.",
            _ => $"{owner} answers for it. There has been no update since it was due.",
        };
    }
}
