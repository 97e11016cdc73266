using System.Text.Json.Serialization;

namespace HubFunctions.Reminders;

/// <summary>The answer of <c>POST /api/reminders</c>. Names owners by id, never by address.</summary>
/// <param name="Sent">Digests that the mail provider took; null for a preview.</param>
/// <param name="NextSending">Outside sending hours: when they begin (UTC).</param>
public sealed record ReminderResponse(
    DateTimeOffset AsOf,
    IReadOnlyList<DigestResponse> Digests,
    int? Sent,
    DateTimeOffset? NextSending)
{
    /// <summary>What could not be read, so that nothing is said of it; null where all was read.</summary>
    public IReadOnlyList<UnreadResponse>? Unread { get; init; }

    public static ReminderResponse Of(SweepReport report) =>
        new(
            report.AsOf.ToUniversalTime(),
            [
                .. report.Digests.Select(d => new DigestResponse(
                    d.To.OwnerId,
                    DigestSubject.Of(d),
                    [
                        .. d.Lines.Select(l => new DigestItemResponse(
                            l.Reminder.Plan.Id,
                            l.Reminder.Item.Id,
                            l.Reminder.Due,
                            l.Reminder.Reason,
                            l.Reminder.Milestone?.Id,
                            l.Role)),
                    ])),
            ],
            report.Rows.Count == 0 ? null : report.Sent,
            report.Next)
        {
            Unread = UnreadOf(report),
        };

    public static IReadOnlyList<UnreadResponse>? UnreadOf(SweepReport report) =>
        report.Failures.Count == 0 ? null : [.. report.Failures.Select(f => new UnreadResponse(f.Plan, f.Item)).Distinct()];
}

/// <param name="Item">Null where it is the whole plan.</param>
public sealed record UnreadResponse(string Plan, string? Item);

public sealed record DigestResponse(string Owner, string Subject, IReadOnlyList<DigestItemResponse> Items);

/// <param name="Role">Why this person is told: as owner, or because nobody answered.</param>
public sealed record DigestItemResponse(
    string Plan,
    string Item,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Due,
    Reason Reason,
    string? Milestone,
    Role Role);

/// <summary>The answer of <c>GET /api/reminders</c>.</summary>
/// <param name="Unread">Ids of plans whose stored rows cannot be read; null where there is none.</param>
public sealed record ReminderOverview(
    DateOnly Day, IReadOnlyList<DigestStatus> Digests, IReadOnlyList<Unreachable> Unreachable, IReadOnlyList<string>? Unread);

/// <param name="Owner">Plan and owner id.</param>
public sealed record DigestStatus(string Owner, LedgerStatus Status, int Attempts, DateTimeOffset? SettledAt, string? Reason);

/// <param name="Kind">bounce, dropped, spamreport or refused.</param>
public sealed record Unreachable(string Plan, string Owner, string Kind, DateTimeOffset At);
