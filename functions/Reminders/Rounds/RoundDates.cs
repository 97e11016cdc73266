using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Reminders;

/// <summary>The dates of a round: what is proposed, and what cannot be. Pure.</summary>
public static class RoundDates
{
    /// <summary>Clear days' notice of a meeting's papers. Source: Local Government Act 1972, section 100B(3).</summary>
    private const int PapersBefore = 5;

    /// <summary>Working days to write the papers from the answers.</summary>
    private const int Writing = 3;

    private const int OpenDays = 21;

    /// <summary>Papers go 5 working days before the Board, answers are in 3 before that, and it opens 3 weeks earlier.</summary>
    public static Round Propose(string plan, DateOnly board, WorkingDays days)
    {
        var papers = Back(board, PapersBefore, days);
        var closes = Back(papers, Writing, days);
        return new Round(plan, board, days.OnOrBefore(closes.AddDays(-OpenDays)), closes, papers);
    }

    /// <returns>What is wrong, by the name of the date.</returns>
    public static IReadOnlyList<FieldError> Faults(Round round)
    {
        (string Name, DateOnly Day)[] dates =
            [("opens", round.Opens), ("closes", round.Closes), ("papers", round.Papers), ("board", round.Board)];
        var faults = dates.Where(d => !EnteredDates.Hold(d.Day))
            .Select(d => new FieldError(d.Name, "out-of-bounds", EnteredDates.Error)).ToList();
        if (round.Closes < round.Opens)
            faults.Add(new("closes", "before-opening", "Give a closing date on or after the day on which the round opens"));
        if (round.Papers < round.Closes)
            faults.Add(new("papers", "before-closing",
                "Give a date for the papers on or after the day on which the round closes"));
        if (round.Board < round.Papers)
            faults.Add(new("papers", "after-board", "Give a date for the papers on or before the day of the Board"));
        return faults;
    }

    private static DateOnly Back(DateOnly day, int workingDays, WorkingDays days)
    {
        for (var i = 0; i < workingDays; i++)
            day = days.Previous(day);
        return day;
    }
}
