using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>What a mail of a round says: everything that its reader has not answered. Pure.</summary>
public static class AskDigests
{
    /// <returns>Null where nothing is to be asked any more, or the person may not be written to.</returns>
    public static Digest? Of(RoundState state, AskKey mail)
    {
        var lines = mail.About is null
            ? state.Lines.Where(l => l.CanBeAsked && Recipient.IdentityOf(l.Owner!.Email!) == mail.Identity)
                .SelectMany(l => Lines(state, l, l.Owner!, mail))
            : state.Lines.Where(l =>
                l.Key == mail.About && l.CanDeputyBeAsked && Recipient.IdentityOf(l.Deputy!.Email!) == mail.Identity)
                .SelectMany(l => Lines(state, l, l.Deputy!, mail));
        var found = lines.OrderBy(l => l.Reminder.Reason).ThenBy(l => l.Reminder.Due ?? DateOnly.MaxValue)
            .ThenBy(l => l.Reminder.Item.Order).ToList();
        return found.Count == 0 ? null : new Digest(state.Today, found[0].To, found)
        {
            Ask = mail,
            AnswerBy = state.Round.Closes >= state.Today ? state.Round.Closes : null,
        };
    }

    private static IEnumerable<DigestLine> Lines(RoundState state, RoundLine line, Owner to, AskKey mail)
    {
        var recipient = new Recipient(to.Email!, to.Id, to.Name);
        return line.Items.Where(i => i.Answer is null).Select(i => new DigestLine(
            Reminder(state.Plan.Plan, i.Item, state.Today), Role.Owner, recipient, line.Owner,
                [$"{mail.Plan}/{i.Item.Id}/{Round.IdOf(mail.Board)}/{mail.Row}"]));
    }

    private static Reminder Reminder(PlanHeader plan, PlanItem item, DateOnly today)
    {
        var milestone = Standings.Next(item);
        var reason = milestone switch
        {
            null when PlanTotals.IsUndated(item) => Reason.SetDate,
            null => item.State.Reading.IsOngoing() ? Reason.ReviewDue : Reason.NoUpdate,
            { Due: { } due } when due >= today => Reason.DueSoon,
            { Type: MilestoneType.Review } => Reason.ReviewDue,
            _ => Reason.Overdue,
        };
        return new Reminder(plan, item, milestone, reason, new Occasion(today, today, Phase.ReviewInterval), milestone?.Due);
    }
}
