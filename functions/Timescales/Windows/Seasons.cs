namespace HubFunctions.Timescales;

/// <summary>Meteorological seasons (conventions, rule 2): spring March to May, and so on; winter belongs to the year in which
/// it begins.</summary>
internal static class Seasons
{
    private static readonly string[] _months =
        ["March to May", "June to August", "September to November", "December to February"];

    public static Window Of(int season, int year, Notes notes, bool noted)
    {
        if (noted)
        {
            Note(season, notes);
        }

        return Window.Months(TimescaleKind.Season, year, 3 + (season * 3), 3);
    }

    public static void Note(int season, Notes notes)
    {
        var name = Almanac.SeasonName(season);
        notes.Add(Confidence.Medium, $"{char.ToUpperInvariant(name[0])}{name[1..]} is taken as {_months[season]}.");
    }
}
