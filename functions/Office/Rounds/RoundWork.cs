using HubFunctions.Reminders;

namespace HubFunctions.Office;

/// <summary>What rounds bring to today's work. Pure.</summary>
internal static class RoundWork
{
    /// <summary>Days before a Board in which a round is proposed for it.</summary>
    private const int Ahead = 28;

    /// <param name="rounds">Of the plan: those that are not closed, and those whose Board is still to meet.</param>
    public static IEnumerable<WorkLine> Of(PlanLook plan, IEnumerable<Round> rounds)
    {
        var known = rounds.ToList();
        foreach (var round in known.Where(r => !r.IsClosed && plan.Today >= r.Opens))
        {
            var waiting = RoundState.Count(round, plan.Stored, plan.Today).Waiting;
            if (waiting > 0)
                yield return new($"{Count(waiting)} not replied, {When(round, plan.Today)}", RoundWords.Address(round),
                    "See who, and ask them");
            else if (plan.Today > round.Papers)
                yield return new($"All have replied for the Board of {Say.Day(round.Board)}, and its papers have gone",
                    RoundWords.Address(round), "Close the round");
        }

        if (plan.IsInForce && plan.NextBoard is { } board && board <= plan.Today.AddDays(Ahead)
            && known.TrueForAll(r => r.Board != board))
            yield return new($"The Board meets on {Say.Day(board)}, and no round is open for it",
                $"/office/plans/{plan.Plan.Id}/rounds?board={Round.IdOf(board)}", "Open a round");
    }

    private static string Count(int waiting) => waiting == 1 ? "1 has" : FormattableString.Invariant($"{waiting:N0} have");

    private static string When(Round round, DateOnly today)
    {
        var left = round.Closes.DayNumber - today.DayNumber;
        return left switch
        {
            > 0 => $"Board papers close in {WorkLine.Count(left, "day")}",
            0 => "Board papers close today",
            _ => $"Board papers closed {WorkLine.Count(-left, "day")} ago",
        };
    }
}
