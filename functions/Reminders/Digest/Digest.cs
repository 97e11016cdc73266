using System.Globalization;

namespace HubFunctions.Reminders;

/// <summary>Everything for one person on one working day.</summary>
/// <param name="Lines">Most urgent first; one for each milestone.</param>
public sealed record Digest(DateOnly Day, Recipient To, IReadOnlyList<DigestLine> Lines)
{
    /// <summary>Which mail of a round it is; null for the digest of the day.</summary>
    public AskKey? Ask { get; init; }

    /// <summary>Until when an answer is asked for in that round; null for the digest of the day, and once it is over.</summary>
    public DateOnly? AnswerBy { get; init; }

    public IEnumerable<string> Keys => Lines.SelectMany(l => l.Keys);

    /// <summary>The same however often it is handed over. RFC 5322, without angle brackets.</summary>
    public string MessageId(string host) =>
        Ask?.MessageId(host) ?? string.Create(CultureInfo.InvariantCulture, $"digest.{Day:yyyyMMdd}.{To.Identity}@{host}");

    /// <summary>The working day of the digest that a Message-ID names; null where it names none of this person's.</summary>
    public static DateOnly? DayOf(string? messageId, string identity) =>
        messageId?.Split('@')[0].Split('.') is ["digest", var day, var whose] && whose == identity
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known)
            ? known
            : null;

    /// <summary>One digest for each person.</summary>
    public static IReadOnlyList<Digest> Of(DateOnly day, IEnumerable<DigestLine> lines) =>
        [.. lines.GroupBy(l => l.To.Identity, StringComparer.Ordinal)
            .Select(mine => new Digest(day, mine.First().To, Sorted(mine)))
            .OrderBy(d => d.To.OwnerId, StringComparer.Ordinal).ThenBy(d => d.To.Identity, StringComparer.Ordinal)];

    private static List<DigestLine> Sorted(IEnumerable<DigestLine> lines)
    {
        var sorted = new List<DigestLine>();
        foreach (var item in lines.GroupBy(l => (l.Reminder.Plan.Id, l.Reminder.Item.Id)))
        {
            // A dated step says more than "no update since": one is enough, and both count as said.
            var steps = item.Where(l => l.Reminder.Milestone is not null).DistinctBy(l => l.Reminder.Subject).ToList();
            var shown = steps.Count > 0 ? steps : [item.First()];
            var keys = item.SelectMany(l => l.Keys).Except(shown.SelectMany(l => l.Keys)).ToList();
            shown[0] = shown[0] with { Keys = [.. shown[0].Keys, .. keys] };
            sorted.AddRange(shown);
        }

        return [.. sorted.OrderBy(l => l.Role).ThenBy(l => l.Reminder.Reason).ThenBy(l => l.Reminder.Due ?? DateOnly.MaxValue)
            .ThenBy(l => l.Reminder.Plan.Id, StringComparer.Ordinal).ThenBy(l => l.Reminder.Item.Order)];
    }
}
