namespace HubFunctions.Timescales;

internal enum Bound : byte
{
    None,
    In,
    Between,
    By,
    Until,
    To,
    Before,
    From,
    Onwards,
    NotBefore,
    After,
    Every,
    Since,
}

internal enum Shape : byte
{
    Period,
    Range,
    Pair,
    Relative,
    Anchored,
    Duration,
    Horizon,
    Event,
    Meeting,
    LookBack,
    Past,
    Name,
}

/// <summary>One timescale expression as written, with its tokens <paramref name="Start"/> up to but not including <see
/// cref="Stop"/>.</summary>
internal record struct Expression(Shape Shape, int Start)
{
    public int Stop { get; set; }

    public Bound Bound { get; set; }

    public Period First { get; set; }

    public Period Last { get; set; }

    /// <summary>The date that this one takes the place of.</summary>
    public Period? MovedFrom { get; set; }

    /// <summary>The two periods are alternatives, so the first may be the one that is meant; of a length, that it runs from
    /// its anchor's first day.</summary>
    public bool Either { get; set; }

    /// <summary>An item of a list, with another of its kind right behind it.</summary>
    public bool Listed { get; set; }

    public int Least { get; set; }

    public int Count { get; set; }

    public int Unit { get; set; }

    public bool InBrackets { get; set; }

    public bool Former { get; set; }

    public bool Revised { get; set; }

    public bool Wins { get; set; }

    public bool Recurs { get; set; }

    /// <summary>A length counted back from its last day.</summary>
    public bool Closes { get; set; }

    /// <summary>"Around", "circa".</summary>
    public bool Vague { get; set; }

    public bool Timed { get; set; }

    /// <summary>A length with no upper end: "over five years".</summary>
    public bool Open { get; set; }

    /// <summary>A length of the plan's own legend: "Medium term (1-3 years)".</summary>
    public bool Legend { get; set; }
}
