namespace HubFunctions.Timescales;

/// <summary>Texts without a date: says what they are instead, and asks.</summary>
internal static class Undated
{
    public static TimescaleReading Of(string text, List<Finding> findings, Cues cues, Almanac almanac, ReadOnlySpan<char> folded)
    {
        if (almanac.HasLegend && almanac.Legend(folded) is { } legend)
        {
            almanac.Notes.Add(Confidence.Medium, $"The plan's own legend gives {WindowText.Day(legend)}.");
            var start = almanac.Reference <= legend ? almanac.Reference : legend;
            return new(text, TimescaleKind.PlanRelative, start, legend, [new(MilestoneType.Complete, "", start, legend, legend)],
                almanac.Notes.Confidence, almanac.Notes.Assumptions);
        }

        if (findings.Count > 0 && !cues.Ongoing)
        {
            return Plain(text, cues.Every != 0 && findings[0].Window.Kind == TimescaleKind.EventLinked ? TimescaleKind.Recurring
                : findings[0].Window.Kind, almanac, cues);
        }

        if (cues.Ongoing)
        {
            almanac.Notes.Add(Confidence.High,
                "Ongoing: never overdue, reviewed on the plan's rhythm (quarterly unless it says otherwise).");
            var assumptions = almanac.Notes.Assumptions;
            var reading = new TimescaleReading(
                text,
                TimescaleKind.Ongoing,
                almanac.Reference,
                null,
                [],
                Confidence.High,
                assumptions);
            return reading with { IsOngoing = true };
        }

        return Plain(text, KindOf(cues, almanac.Notes), almanac, cues);
    }

    private static TimescaleKind KindOf(Cues cues, Notes notes)
    {
        if (cues.Complete == 2)
        {
            notes.Add(Confidence.High, "A status, not a date: please enter when it was completed.");
            return TimescaleKind.Completed;
        }

        if (cues.Every != 0 || cues.Regular)
        {
            notes.Add(cues.Every != 0 ? Confidence.Medium : Confidence.Low, cues.Every != 0 ? "Comes round, but no day is named."
                : "No interval is named: quarterly is assumed.");
            return TimescaleKind.Recurring;
        }

        if (cues.Horizon > 0)
        {
            notes.Add(Confidence.None, "Depends on what the plan means by its terms, which is not entered yet.");
            return TimescaleKind.PlanRelative;
        }

        if (cues.Subject)
        {
            notes.Add(Confidence.None, "Hangs on an event whose date is not entered yet.");
            return TimescaleKind.EventLinked;
        }

        var trapped = cues is { Trap: true, Unset: false, Soon: false, Trigger: false };
        notes.Add(Confidence.None, trapped ? "The numbers here are not a date." : "No date is given: please ask the owner.");
        return trapped ? TimescaleKind.NotADate : TimescaleKind.Unknown;
    }

    private static TimescaleReading Plain(string text, TimescaleKind kind, Almanac almanac, Cues cues)
    {
        var confidence = kind is TimescaleKind.Recurring or TimescaleKind.Completed ? almanac.Notes.Confidence : Confidence.None;
        var every = kind != TimescaleKind.Recurring ? null : Recurrence.Iso(cues.Every == 0 ? 3 : cues.Every);
        return new TimescaleReading(text, kind, null, null, [], confidence, almanac.Notes.Assumptions) with { Every = every };
    }
}
