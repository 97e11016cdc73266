namespace HubFunctions.Plans;

/// <summary>Bounds on everything that a plan or an update may hold.</summary>
public static class PlanLimits
{
    public const int Depth = 12;
    public const int Items = 20_000;
    public const int Owners = 2_000;
    public const int Organisations = 1_000;

    /// <summary>Of one organisation.</summary>
    public const int Aliases = 100;

    /// <summary>Dates in each list of a plan's calendar.</summary>
    public const int CalendarDates = 1_000;
    public const int MeasuresPerItem = 100;
    public const int PartnersPerItem = 100;

    /// <summary>Characters in a title or a timescale.</summary>
    public const int Title = 10_000;
    public const int Timescale = 2_000;
    public const int Name = 300;

    /// <summary>Characters in a statement about the plan's publication.</summary>
    public const int Statement = 2_000;

    /// <summary>Characters in a summary, note, risks or next.</summary>
    public const int Text = 10_000;
    public const int EvidenceLinks = 20;
    public const int Link = 2_000;
}
