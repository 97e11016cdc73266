namespace HubFunctions.Timescales;

/// <summary>Some days, weeks, months or quarters of a window.</summary>
internal static class Slices
{
    private static readonly WorkingDays _workingDays = new();

    public static Window Of(Window whole, Slice slice) =>
        !slice.IsGiven || whole is not { Earliest: { } first, Due: { } last } ? whole
        : slice.Unit is Units.Day && slice.Count == 1 ? Window.Day(TimescaleKind.Date, Day(first, last, slice))
        : slice.Unit is Units.Month or Units.Quarter ? Months(first, last, slice)
        : Days(first, last, slice);

    private static DateOnly Day(DateOnly first, DateOnly last, Slice slice)
    {
        if (slice.Working)
        {
            return slice.Nth < 0 ? _workingDays.OnOrBefore(last) : _workingDays.OnOrAfter(first);
        }

        return slice.Nth < 0 ? last : Earlier(first.AddDays(slice.Nth - 1), last);
    }

    private static Window Days(DateOnly first, DateOnly last, Slice slice)
    {
        var days = slice.Count * Units.Days(slice.Unit);
        var kind = slice.Count == 1 && slice.Unit == Units.Week ? TimescaleKind.Week : TimescaleKind.Range;
        if (slice.Nth < 0)
        {
            return new(kind, Later(last.AddDays(1 - days), first), last);
        }

        var start = Earlier(first.AddDays((slice.Nth - 1) * Units.Days(slice.Unit)), last);
        return new(kind, start, Earlier(start.AddDays(days - 1), last));
    }

    private static Window Months(DateOnly first, DateOnly last, Slice slice)
    {
        var months = slice.Count * Units.Months(slice.Unit);
        var kind = months == 1 ? TimescaleKind.Month : TimescaleKind.Range;
        if (slice.Nth < 0)
        {
            return new(kind, Later(last.AddDays(1).AddMonths(-months), first), last);
        }

        var start = first.AddMonths((slice.Nth - 1) * Units.Months(slice.Unit));
        return start > last ? Window.Invalid : new(kind, start, Earlier(start.AddMonths(months).AddDays(-1), last));
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
