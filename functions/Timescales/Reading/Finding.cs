namespace HubFunctions.Timescales;

/// <summary>One expression with the window it comes to, the step it stands for, and the words that name the step.</summary>
internal record struct Finding(Expression Expression, Window Window, Notes Notes)
{
    public MilestoneType Type { get; set; } = MilestoneType.Complete;

    public string Label { get; set; } = "";

    /// <summary>The first day is only the reference date, as "by" implies it.</summary>
    public readonly bool IsImplied => Expression.Bound is Bound.By or Bound.Until or Bound.To or Bound.Before;

    public readonly bool IsDated => Window.Earliest is not null || Window.Due is not null;

    /// <summary>A report's own year is no step, and an event without its date is none yet.</summary>
    public readonly bool IsStep => Expression.Shape != Shape.LookBack
        && (Window.Due is not null || Expression.Shape is Shape.Period or Shape.Range);

    public readonly TimescaleMilestone ToMilestone() => new(Type, Label, Window.Earliest, Window.Due, RemindBy);

    /// <summary>The earliest plausible due date, but never before the window opens (conventions, rule 17).</summary>
    private readonly DateOnly? RemindBy =>
        Window.Due is null ? null
        : Window.RemindBy is not { } sooner ? Window.Due
        : sooner < Window.Earliest ? Window.Earliest
        : sooner;
}
