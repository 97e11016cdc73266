namespace HubFunctions.Timescales;

/// <summary>Dates that come round: the window is that of the next occurrence on or after the reference date.</summary>
internal static class Occurrences
{
    private const int Near = 3;
    private const int MostRolls = 200;

    public static void Roll(List<Finding> findings, ref Cues cues, Almanac almanac)
    {
        Join(findings);
        for (var i = 0; i < findings.Count; i++)
        {
            var finding = findings[i];
            if (!finding.IsDated || finding.Expression.Shape is not (Shape.Period or Shape.Range))
            {
                continue;
            }

            var elided = finding.Expression.First.IsElided && finding.Expression.Last.IsElided
                && finding.Expression.First.Form is Form.Day or Form.Month or Form.Season;
            var near = cues.EveryAt >= finding.Expression.Start - Near && cues.EveryAt <= finding.Expression.Stop + Near;
            if (cues.Every != 0 && (elided || (near && !cues.EveryNoun))
                && !(finding.Expression.Bound is Bound.By or Bound.Before && !elided))
            {
                finding.Expression = finding.Expression with { Recurs = true };
                findings[i] = finding with { Window = Next(finding.Window, cues.Every, almanac.Reference) };
            }
        }

        if (findings.Exists(static f => f.Expression.Recurs && f.Expression.Shape is Shape.Period or Shape.Range))
        {
            cues.EveryYear();
        }
    }

    /// <summary>"in June, commencing in June 2020": the second clause only says which June is the first.</summary>
    private static void Join(List<Finding> findings)
    {
        for (var i = findings.Count - 1; i > 0; i--)
        {
            var (every, first) = (findings[i - 1], findings[i]);
            if (every.Expression is { Shape: Shape.Period, First: { Form: Form.Month, IsElided: true } month }
                && first.Expression is { Shape: Shape.Period, First: { Form: Form.Month } start }
                && start.Year.IsGiven && start.Number == month.Number && first.Type == MilestoneType.Start)
            {
                findings[i - 1] = first with
                {
                    Type = MilestoneType.Complete,
                    Label = every.Label,
                    Expression = first.Expression with { Recurs = true, Bound = Bound.In },
                };
                findings.RemoveAt(i);
            }
        }
    }

    private static Window Next(Window window, int every, DateOnly reference)
    {
        for (var rolls = 0; rolls < MostRolls && every > 0 && window.Due < reference; rolls++)
        {
            window = window with
            {
                Earliest = window.Earliest?.AddMonths(every),
                Due = window.Due?.AddMonths(every),
                RemindBy = window.RemindBy?.AddMonths(every),
            };
        }

        return window;
    }
}
