namespace HubFunctions.Timescales;

/// <summary>Findings and cues → one reading (conventions, rules 7 and 8).</summary>
internal static class Composer
{
    public static TimescaleReading Compose(ref Cursor c, string text, List<Finding> findings, Cues cues, Almanac almanac)
    {
        if (findings.Exists(static f => f.Window.Kind == TimescaleKind.Invalid))
        {
            return new(text, TimescaleKind.Invalid, null, null, [], Confidence.None,
                ["The dates contradict each other or do not exist: please correct them. Nothing is guessed."]);
        }

        almanac.Notes = new();
        if (cues.IsCut)
        {
            almanac.Notes.Add(Confidence.Low, $"Only the first {TimescaleReader.MostDates} dates are read.");
        }

        Steps.Name(ref c, text, findings, cues, almanac);
        Occurrences.Roll(findings, ref cues, almanac);
        var dated = findings.FindAll(static f => f.IsDated);
        foreach (var finding in findings)
        {
            almanac.Notes.Add(finding.Notes);
        }

        if (dated.Count == 0)
        {
            return Undated.Of(text, findings, cues, almanac, c.Folded);
        }

        if (cues.Caveat || cues.Subject || cues.Unset || cues.Soon)
        {
            almanac.Notes.Add(Confidence.Low, "The plan's words make this date provisional.");
        }

        var kind = KindOf(dated, cues, almanac);
        var implied = dated.TrueForAll(static f => f.IsImplied);
        var earliest = cues.Ongoing && kind != TimescaleKind.Recurring
            && !dated.TrueForAll(static f => f.Type == MilestoneType.Start)
            ? almanac.Reference
            : dated.Where(f => implied || !f.IsImplied).Min(static f => f.Window.Earliest);
        var due = dated.Max(static f => f.Window.Due);
        var reading = new TimescaleReading(
            text,
            kind,
            earliest > due ? dated.Min(static f => f.Window.Earliest) : earliest,
            due,
            [.. dated.Where(static f => f.IsStep).Select(static f => f.ToMilestone())],
            dated.TrueForAll(static f => f is { Expression.Shape: Shape.Event, Window.Due: null } && f.Window.Earliest is null)
                ? Confidence.None : almanac.Notes.Confidence,
            almanac.Notes.Assumptions);
        return reading with
        {
            IsOngoing = cues.Ongoing,
            Every = cues.Every == 0 || kind != TimescaleKind.Recurring ? null : Recurrence.Iso(cues.Every),
        };
    }

    private static TimescaleKind KindOf(List<Finding> dated, Cues cues, Almanac almanac)
    {
        var kind = dated[0].Window.Kind;
        if (dated.Exists(static f => f.Expression.Recurs))
        {
            return TimescaleKind.Recurring;
        }

        if (cues.Complete == 1 && dated.Count == 1 && !dated[0].Label.Contains(' ', StringComparison.Ordinal)
            && dated[0] is { Expression.Bound: Bound.None or Bound.In, Type: MilestoneType.Complete }
            && dated[0].Window.Due < almanac.Reference)
        {
            return TimescaleKind.Completed;
        }

        if (cues.Ongoing && kind != TimescaleKind.MunicipalYear)
        {
            return TimescaleKind.OngoingWithMilestone;
        }

        if (dated.Count > 1 && dated.TrueForAll(static f => f.Window.Kind == TimescaleKind.Relative))
        {
            return TimescaleKind.Relative;
        }

        if (dated.Count > 1)
        {
            return TimescaleKind.MultiMilestone;
        }

        return cues.Horizon > 0 || dated[0].Expression.Legend ? TimescaleKind.PlanRelative
            : dated[0].Expression is { Timed: true, Shape: Shape.Period } ? TimescaleKind.Datetime
            : kind;
    }
}
