namespace HubFunctions.Timescales;

/// <summary>The year of a date that names none: the next that has not ended by the reference date.
/// An approximate date that ended shortly before it is a report, and stays in the past.</summary>
internal static class Elision
{
    private const int ReportDays = 61;

    public static Window? Nearest(Period period, Bound bound, Almanac almanac, Func<int, Window> ofYear)
    {
        var reference = almanac.Reference;
        for (var year = reference.Year - 1; year <= reference.Year + 8; year++)
        {
            var window = ofYear(year);
            if (window is not { Earliest: { } first, Due: { } last })
            {
                continue;
            }

            var approximate = period.Part is Part.Early or Part.Mid or Part.Late && bound is Bound.None or Bound.In;
            var end = approximate ? Parts.Of(window, period, new Almanac(reference, null)).Due!.Value : last;
            var taken = period.Turn == Turn.Next ? first > reference
                : approximate ? end >= reference.AddDays(-ReportDays)
                : last >= reference;
            if (taken)
            {
                var assumption = $"No year is given: taken as {Months.Span(first, last)}, the next after "
                    + $"{WindowText.Day(reference)}.";
                almanac.Notes.Add(Confidence.Medium, end < reference
                    ? $"No year is given: taken as {Months.Span(first, last)}, the nearest." : assumption);
                return window;
            }
        }

        return null;
    }
}
