using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What the mail is about, in words that stand alone in an inbox: "2 deliverables due this month: extra-care homes,
/// health checks".</summary>
public static class DigestSubject
{
    private const int TitleLength = 40;
    private const int TitlesLength = 90;

    public static string Of(Digest digest) => digest.Ask is { } ask
        ? $"For the Board of {Words.Date(ask.Board)}: {Count(digest.Lines)} {(digest.Lines.Count == 1 ? "needs" : "need")} "
            + $"your answer{(digest.AnswerBy is { } day ? $" by {Words.Date(day)}" : " now")}: {Titles(digest)}"
        : OfDay(digest);

    private static string OfDay(Digest digest)
    {
        var groups = digest.Lines.GroupBy(l => When(l, digest.Day)).OrderBy(g => Order.IndexOf(g.Key)).ToList();
        var counts = groups.Select((g, i) => i == 0 ? $"{Count(g)} {g.Key}" : $"{g.Count()} {g.Key}");
        return $"{string.Join(", ", counts)}: {Titles(digest)}";
    }

    private static readonly List<string> Order =
    [
        "overdue", "due now", "due today", "due this week", "due this month", "due soon", "to review", "without a recent update",
        "without a date",
    ];

    private static string When(DigestLine line, DateOnly day) => line.Reminder switch
    {
        { Reason: Reason.Overdue } => "overdue",
        { Reason: Reason.ReviewDue } => "to review",
        { Reason: Reason.NoUpdate } => "without a recent update",
        { Reason: Reason.SetDate } => "without a date",
        { Reason: Reason.DueNow, Due: { } due } => due == day ? "due today" : "due now",
        { Milestone.RemindBy: { } due } when due <= day.AddDays(7) => "due this week",
        { Milestone.RemindBy: { } due } when due.Month == day.Month && due.Year == day.Year => "due this month",
        _ => "due soon",
    };

    /// <summary>"3 deliverables", or "3 items" where they are of several kinds.</summary>
    internal static string Count(IEnumerable<DigestLine> lines)
    {
        var nouns = lines.Select(l => Noun(l.Reminder.Item.Definition.Level)).ToList();
        var noun = nouns.Distinct().Count() == 1 ? nouns[0] : "item";
        return nouns.Count == 1 ? $"1 {noun}" : $"{nouns.Count} {Plural(noun)}";
    }

    private static string Noun(string level) =>
        level.Length is > 0 and <= 20 && level.All(char.IsAsciiLetterLower) ? level : "item";

    private static string Plural(string noun) => noun.EndsWith('y') ? noun[..^1] + "ies" : noun + "s";

    private static string Titles(Digest digest)
    {
        var titles = digest.Lines.Select(l => Short(l.Reminder.Item.Definition.Title)).Distinct(StringComparer.Ordinal).ToList();
        var shown = new List<string>();
        foreach (var title in titles)
        {
            if (shown.Count > 0 && shown.Sum(t => t.Length + 2) + title.Length > TitlesLength)
                break;
            shown.Add(title);
        }

        return string.Join(", ", shown) + (titles.Count > shown.Count ? $" and {titles.Count - shown.Count} more" : "");
    }

    /// <summary>Whole words, and no line break that would end the header.</summary>
    private static string Short(string title)
    {
        var words = OneLine.Of(title).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = "";
        foreach (var word in words)
        {
            if (text.Length + word.Length >= TitleLength)
                return text.Length == 0 ? OneLine.Start(word, TitleLength) + "…" : text.TrimEnd(',', ';', ':') + "…";
            text = text.Length == 0 ? word : $"{text} {word}";
        }

        return text;
    }
}
