namespace HubFunctions.Timescales;

/// <summary>School holidays and recess: before them is the last day of the term before (conventions, rule 16); after them the
/// next term.</summary>
internal static class HolidayWindows
{
    public static Window Of(Period period, Bound bound, Almanac almanac)
    {
        var kind = period.Form == Form.Recess ? TimescaleKind.EventLinked : TimescaleKind.Term;
        var year = period.Year.IsGiven ? YearOf(period) : Nearest(period, bound, almanac);
        var last = TermWindows.LastDay(period.Number, year, almanac);
        var (first, end) = period.Number == 1 ? (last.AddDays(1), new DateOnly(year, 8, 31)) : Feast(period.Number, year);
        almanac.Notes.Add(Confidence.Medium, $"The holiday is taken to begin after {WindowText.Day(last)}, the end of term.");
        return bound is Bound.By or Bound.Until or Bound.To or Bound.Before ? Window.Day(kind, last)
            : new(kind, first <= end ? first : end, end);
    }

    private static int YearOf(Period period) => period.Year.Style == YearStyle.Slash && period.Number < 2 ? period.Year.Last
        : period.Year.First;

    private static int Nearest(Period period, Bound bound, Almanac almanac)
    {
        var year = almanac.Reference.Year;
        var last = TermWindows.LastDay(period.Number, year, almanac);
        var end = bound is Bound.Before or Bound.By or Bound.Until or Bound.To ? last : period.Number == 1 ? new(year, 8, 31)
            : Feast(period.Number, year).Due;
        return end < almanac.Reference || (period.Turn == Turn.Next && last < almanac.Reference) ? year + 1 : year;
    }

    private static (DateOnly First, DateOnly Due) Feast(int season, int year) =>
        season == 0 ? (Easter.GoodFriday(year), Easter.Monday(year)) : (new(year, 12, 25), new(year, 12, 31));
}
