namespace HubFunctions.Timescales;

/// <summary>Easter (Good Friday to Easter Monday) and Christmas (25 and 26 December). "By" a feast is the day before
/// it.</summary>
internal static class FestivalWindows
{
    public static Window Of(Period period, Bound bound, Almanac almanac)
    {
        if (period.Year.IsGiven)
        {
            var year = period.Number == 1 && period.Year.Style == YearStyle.Slash ? period.Year.Last : period.Year.First;
            return Feast(period.Number, year, bound);
        }

        return Elision.Nearest(period, bound, almanac, year => Feast(period.Number, year, bound)) ?? Window.Invalid;
    }

    private static Window Feast(int festival, int year, Bound bound)
    {
        var (first, last) = festival == 1
            ? (Easter.GoodFriday(year), Easter.Monday(year))
            : (new DateOnly(year, 12, 25), new DateOnly(year, 12, 26));
        return bound is Bound.By or Bound.Until or Bound.To
            ? Window.Day(TimescaleKind.EventLinked, first.AddDays(-1))
            : new(TimescaleKind.EventLinked, first, last);
    }
}
