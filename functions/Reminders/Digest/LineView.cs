namespace HubFunctions.Reminders;

/// <summary>One line of a digest in words, each within a bound.</summary>
/// <param name="Step">What the milestone is called, where it says more than the title.</param>
/// <param name="Why">Why this person is told, where it is not plain.</param>
/// <param name="Answer">Null where no address can be sent.</param>
public sealed record LineView(
    string Title,
    string Plan,
    string? Step,
    string When,
    string? Meaning,
    IReadOnlyList<string> Assumptions,
    string? Why,
    string? Answer)
{
    private const int MaxAssumptions = 2;

    /// <summary>What stands below the title.</summary>
    public IEnumerable<string> Parts =>
        new[] { Plan, Step, When, Meaning }.Concat(Assumptions).Append(Why).OfType<string>().Where(p => p.Length > 0);

    public static ResponseTarget Target(DigestLine line) =>
        new(line.Reminder.Plan.Id, line.To.OwnerId, line.Reminder.Item.Id, line.Reminder.Milestone?.Id, line.To.Identity);

    public static LineView Of(DigestLine line, DateOnly day, string? answer)
    {
        var (plan, item) = (line.Reminder.Plan, line.Reminder.Item);
        var title = plan.Title.To(Shortened.Label);
        var label = item.Definition.Label is { Length: > 0 } words ? $"{title}: {words.To(Shortened.Label)} {item.Id}" : title;
        var step =
            line.Reminder.Milestone?.Label is { Length: > 0 } named && item.State.Milestones.Count > 1
                ? named.To(Shortened.Label)
                : null;
        var isOffice = line.To.OwnerId == Recipient.ProgrammeOffice;
        return new LineView(
            item.Definition.Title.To(Shortened.Title),
            label,
            step,
            Words.When(line.Reminder, day),
            Words.Meaning(plan, item, line.Reminder.Milestone, Shortened.Words),
            [.. Words.Assumptions(item, isOffice).Take(MaxAssumptions).Select(a => a.To(2 * Shortened.Words))],
            Reasons(line),
            answer);
    }

    private static string? Reasons(DigestLine line)
    {
        var owner = (line.For is { } known ? known.Name ?? known.Role ?? known.Id : null)?.To(Shortened.Label);
        return (line.Role, owner) switch
        {
            (Role.Owner, null) => null,
            (Role.Owner, _) when Causes.Of(line) != Cause.None => $"{owner} answers for it.",
            (Role.Owner, _) => line.For!.Id == line.To.OwnerId ? null : $"You are standing in for {owner}.",
            (_, null) => "Nobody is named for this, and it has had no update since it was due.",
            _ => $"{owner} answers for it. There has been no update since it was due.",
        };
    }
}
