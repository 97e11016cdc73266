using HubFunctions.Mail;
using HubFunctions.Plans;
using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>How the pages and the file of a round put it into words. Pure.</summary>
internal static class RoundWords
{
    public static string Name(Round round) => $"Round for the Board of {Say.Day(round.Board)}";

    public static string Address(Round round) => $"/office/plans/{round.Plan}/rounds/{round.Id}";

    /// <summary>Where a round stands on a day.</summary>
    public static string Stage(Round round, DateOnly today) => round switch
    {
        { ClosedOn: { } day } => $"closed on {Say.Day(day)}",
        _ when today < round.Opens => $"opens on {Say.Day(round.Opens)}",
        _ when today <= round.Closes => $"open, answers by {Say.Day(round.Closes)}",
        _ => $"answers were due by {Say.Day(round.Closes)}",
    };

    public static string Because(Obstacle obstacle) => obstacle switch
    {
        Obstacle.NoOwner => "nobody to ask: name an owner",
        Obstacle.Away => "away, and no deputy can be asked; ask by themselves, or name a deputy",
        Obstacle.NoAddress => "no address is entered",
        Obstacle.Bounced => "mail to the address does not get through",
        Obstacle.Complained => "the person called the hub’s mail spam",
        Obstacle.PlanIsDraft => "the plan is a draft, which sends no mail",
        Obstacle.PlanIsClosed => "the plan is closed",
        Obstacle.RemindersWait => "the plan’s reminders wait until they are started",
        Obstacle.RoundIsClosed => "the round is closed",
        _ => "the round is not open yet",
    };

    /// <summary>What keeps everybody from being asked, as a sentence of its own.</summary>
    public static string Sentence(Obstacle obstacle) =>
        $"Nobody can be asked: {Because(obstacle)}.";

    public static string Bounced(Bounce bounce) => $"{bounce.Kind switch
    {
        "spamreport" => "called spam",
        "dropped" => "not sent by the provider",
        "refused" => "address refused",
        _ => "bounced",
    }}, {Day(bounce.At)}";

    public static string Asked(RoundLine line) => line.Sent.LastOrDefault() is { } last
        ? $"{WorkLine.Count(line.Sent.Count(), "time")}, last {Day(last.At)}"
        : "not yet";

    /// <summary>Of what the office asked for, and what became of it.</summary>
    public static string Chased(RoundLine line) => line.LastChase is { } last
        ? $"{Day(last.At)}{(last.ToDeputy ? ", the deputy" : "")}{Became(last.Status)}"
        : "no";

    public static string Answered(RoundLine line, DateOnly today)
    {
        var wait = line.Items.Where(i => i.Answer is null).Max(i => i.Item.State.SnoozedUntil) is { } until && until > today
            ? $"; asked to be reminded on {Say.Day(until)}" : "";
        if (line.LastAnswer is not { } last)
            return $"no{wait}";
        var counts = line.Answers.GroupBy(a => a.Standing).OrderBy(g => g.Key)
            .Select(g => $"{g.Count()} {Say.Standing(g.Key).ToLowerInvariant()}");
        return $"{line.Items.Count - line.Waiting} of {line.Items.Count}: {string.Join(", ", counts)}; last {Day(last)}{wait}";
    }

    public static string Away(RoundLine line, RoundAbsences away) =>
        away.Of(line.Owner) is { } absence && !line.HasAnswered ? $"automatic reply{Until(absence)}" : "no";

    /// <summary>Begins with a space; empty where nobody has said until when.</summary>
    public static string Until(Absence absence) => absence.Until is { } until ? $" until {Day(until)}" : "";

    public static string Deputy(RoundLine line) => line.Deputy is { } deputy ? deputy.Name ?? deputy.Role ?? deputy.Id : "none";

    public static string Day(DateTimeOffset at) => Say.Day(LondonTime.DateOf(at));

    private static string Became(LedgerStatus? status) => status switch
    {
        null or LedgerStatus.Waiting => " (still to go)",
        LedgerStatus.Reserved => " (being sent)",
        LedgerStatus.Refused => " (the provider refused the address)",
        LedgerStatus.Doubtful => " (it may not have arrived)",
        _ => "",
    };
}
