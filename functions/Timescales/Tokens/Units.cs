namespace HubFunctions.Timescales;

internal static class Units
{
    public const int Day = 1;
    public const int Week = 2;
    public const int Fortnight = 3;
    public const int Month = 4;
    public const int Quarter = 5;
    public const int Year = 6;
    public const int Term = 7;
    public const int Plural = 16;

    public static int Singular(int unit) => unit & ~Plural;

    /// <summary>Months in the unit, or 0 for one that is counted in days.</summary>
    public static int Months(int unit) => Singular(unit) switch { Month => 1, Quarter => 3, Year => 12, Term => 4, _ => 0 };

    public static int Days(int unit) => Singular(unit) switch { Day => 1, Week => 7, Fortnight => 14, _ => 0 };
}
