namespace HubFunctions.Timescales;

internal enum Form : byte
{
    None,
    Invalid,
    Day,
    Week,
    WeekEnding,
    Weekday,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    YearEnd,
    FinancialYear,
    Span,
    MunicipalYear,
    AnnualCouncil,
    AcademicYear,
    NewYear,
    Term,
    HalfTerm,
    Festival,
    PlanYear,
    Holiday,
    Recess,
    IsoWeek,
}

internal enum Part : byte
{
    Whole,
    Early,
    Mid,
    Late,
    Start,
    End,
}

internal enum Turn : byte
{
    None,
    This,
    Next,
    New,
    Each,
    Last,
}

internal enum YearStyle : byte
{
    None,
    Plain,
    Slash,
    FinancialPlain,
    Span,
    FinancialSpan,
    Invalid,
}

/// <summary>A year as written: "2024", "2024/25", "FY25", "2022-2025"; <paramref name="First"/> 0 when it is left out.</summary>
internal readonly record struct YearMark(YearStyle Style, int First, int Last)
{
    public bool IsGiven => Style != YearStyle.None;

    public bool IsFinancial => Style is YearStyle.Slash or YearStyle.FinancialPlain or YearStyle.FinancialSpan;
}

/// <summary>A stretch of the calendar as written, before its year and its plan are known.</summary>
internal record struct Period(Form Form)
{
    public Part Part { get; set; }

    public Turn Turn { get; set; }

    /// <summary>Only some units of the period.</summary>
    public Slice Slice { get; set; }

    /// <summary>What a quarter's own months say of it; null where they are not given.</summary>
    public QuarterBasis? Basis { get; set; }

    /// <summary>First or second half of a term, in years of six terms; 0 for the whole.</summary>
    public int TermHalf { get; set; }

    /// <summary>Before the name of a meeting: "October Cabinet".</summary>
    public bool Attributive { get; set; }

    /// <summary>Month 1–12, season 0–3, quarter or half from 1, plan year, festival, or nth of a month; 0 for the one a turn
    /// counts to.</summary>
    public int Number { get; set; }

    /// <summary>Day of the month, or the last of several quarters or plan years.</summary>
    public int Day { get; set; }

    /// <summary>1 Monday to 7 Sunday; 0 when not named.</summary>
    public int Weekday { get; set; }

    public YearMark Year { get; set; }

    /// <summary>The words are a date only where a timescale is expected: "May", "Spring", "2025".</summary>
    public bool Weak { get; set; }

    /// <summary>Spelled out ("the fourth quarter"), which makes a plain year a calendar year.</summary>
    public bool Spelled { get; set; }

    public bool Misspelt { get; set; }

    /// <summary>"March 25": a year by convention, though it might be a day.</summary>
    public bool ShortYear { get; set; }

    public readonly bool IsElided => !Year.IsGiven && Turn is Turn.None or Turn.Each;
}
