namespace HubFunctions.Reminders;

/// <summary>The answer of <c>POST /api/reminders</c>. Names owners by id, never by address.</summary>
/// <param name="Sent">Digests that the mail provider took; null for a preview.</param>
/// <param name="NextSending">Outside sending hours: when they begin (UTC).</param>
public sealed record ReminderAnswer(DateTimeOffset AsOf, IReadOnlyList<AnsweredDigest> Digests, int? Sent, DateTimeOffset? NextSending)
{
    public static ReminderAnswer Of(SweepReport report) => new(
        report.AsOf.ToUniversalTime(),
        [.. report.Digests.Select(d => new AnsweredDigest(
            d.To.OwnerId,
            DigestSubject.Of(d),
            [.. d.Lines.Select(l => new AnsweredItem(l.Reminder.Plan.Id, l.Reminder.Item.Id, l.Reminder.Due, l.Reminder.Reason, l.Reminder.Milestone?.Id, l.Role))]))],
        report.Rows.Count == 0 ? null : report.Sent,
        report.Next);
}

public sealed record AnsweredDigest(string Owner, string Subject, IReadOnlyList<AnsweredItem> Items);

/// <param name="Role">Why this person is told: as owner, or because nobody answered.</param>
public sealed record AnsweredItem(string Plan, string Item, DateOnly? Due, Reason Reason, string? Milestone, Role Role);
