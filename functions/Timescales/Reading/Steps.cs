namespace HubFunctions.Timescales;

/// <summary>Names each finding's step, and moves a step of the Board to its meeting.</summary>
internal static class Steps
{
    public static void Name(ref Cursor c, string text, List<Finding> findings, Cues cues, Almanac almanac)
    {
        var used = 0;
        for (var i = 0; i < findings.Count; i++)
        {
            var finding = findings[i];
            var twin = i > 0 && findings[i - 1].Expression.Start == finding.Expression.Start;
            var next = i + 1 < findings.Count && findings[i + 1].Expression.Start > finding.Expression.Start
                ? findings[i + 1].Expression.Start : c.Count;
            var previous = twin ? PreviousStop(findings, i) : i > 0 ? findings[i - 1].Expression.Stop : 0;
            var (from, to) = Labels.Segment(ref c, twin ? previous
                : Math.Max(previous, Math.Min(used, finding.Expression.Start)), finding.Expression,
                Math.Max(next, finding.Expression.Stop));
            finding.Type = Labels.TypeOf(ref c, finding, from, to, cues.Ongoing);
            if (cues.Respectively && (twin
                || (i + 1 < findings.Count && findings[i + 1].Expression.Start == finding.Expression.Start)))
            {
                (from, to) = Half(ref c, from, to, second: twin);
            }

            used = Math.Max(used, to);
            finding.Label = Labels.Text(ref c, text, from, to, finding.Type);
            findings[i] = AtMeeting(ref c, finding, from, to, almanac);
        }

        c.At = 0;
    }

    private static int PreviousStop(List<Finding> findings, int i)
    {
        while (i > 0 && findings[i - 1].Expression.Start == findings[i].Expression.Start)
        {
            i--;
        }

        return i > 0 ? findings[i - 1].Expression.Stop : 0;
    }

    /// <summary>"Cabinet and Council for sign-off" → "Cabinet", "Council".</summary>
    private static (int From, int To) Half(ref Cursor c, int from, int to, bool second)
    {
        c.At = 0;
        var and = to;
        for (var i = from; i < to; i++)
        {
            if (c[i].Kind is TokenKind.And or TokenKind.Ampersand)
            {
                and = i;
                break;
            }
        }

        if (and == to)
        {
            return (from, to);
        }

        if (!second)
        {
            return (from, and);
        }

        var end = and + 1;
        while (end < to && c[end].Kind is not (TokenKind.In or TokenKind.To))
        {
            end++;
        }

        return (and + 1, end);
    }

    private static Finding AtMeeting(ref Cursor c, Finding finding, int from, int to, Almanac almanac)
    {
        c.At = 0;
        var board = false;
        for (var i = from; i < to; i++)
        {
            board |= c[i].Kind == TokenKind.Board;
        }

        if (!board || finding.Expression.Bound is not (Bound.None or Bound.In)
            || finding.Window is not { Earliest: { } first, Due: { } last } || first == last
            || almanac.BoardMeetings(first, last) is not var (meeting, latest))
        {
            return finding;
        }

        almanac.Notes.Add(Confidence.High, $"Taken as the Board meeting on {WindowText.Day(latest)}.");
        return finding with { Window = new(finding.Window.Kind, meeting, latest) };
    }
}
