namespace HubFunctions.Timescales;

/// <summary>Weeks and weekdays: w/c 4 March 2024 · the week of 30 October · week ending 8 March · last Friday of June 2025.</summary>
internal static class WeekGrammar
{
    public static bool TryRead(ref Cursor c, out Period period)
    {
        period = default;
        var start = c.At;
        var form = c.Sign() == Sign.WeekEnding || (IsWeek(ref c) && c.Is(1, "ending")) ? Form.WeekEnding : Form.Week;
        if (c.Sign() is Sign.WeekOf or Sign.WeekEnding)
        {
            c.At++;
        }
        else if (IsWeek(ref c) && (form == Form.WeekEnding || c.Sign(1) is Sign.Begin or Sign.Start or Sign.Of or Sign.From))
        {
            c.At += 2;
        }
        else
        {
            return false;
        }

        _ = c.Take(Sign.Of) || c.Take(Sign.Colon) || c.Take(Sign.Stop) || c.Take(Sign.Dash);
        c.Take(Sign.The);
        if (DayGrammar.TryRead(ref c, out period) && period.Form == Form.Day)
        {
            period.Form = form;
            return true;
        }

        c.At = start;
        return false;
    }

    public static bool NthWeekday(ref Cursor c, out Period period)
    {
        period = default;
        var last = c.Sign() == Sign.Weekday && c.Sign(-1) == Sign.Last;
        var ordinal = c[0].IsOrdinal && c.Sign(1) == Sign.Weekday;
        var ahead = last ? 1 : 2;
        if ((!last && !ordinal) || c.Sign(ahead) is not (Sign.Of or Sign.In) || c.Sign(ahead + 1) != Sign.Month)
        {
            return false;
        }

        var read = new Period(Form.Weekday) { Day = last ? 5 : c[0].Value, Weekday = c[ahead - 1].Value, Number = c[ahead + 1].Value };
        c.At += ahead + 2;
        read.Year = YearGrammar.Tail(ref c, ref read);
        period = read;
        return read.Day <= 5;
    }

    private static bool IsWeek(ref Cursor c) => c.Sign() == Sign.Unit && c[0].Value == Units.Week;
}
