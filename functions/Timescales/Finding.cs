namespace HubFunctions.Timescales;

/// <summary>One expression with the window it comes to, the step it stands for, and the words that name the step.</summary>
internal record struct Finding(Expression Expression, Window Window)
{
    public MilestoneType Type { get; set; } = MilestoneType.Complete;

    public string Label { get; set; } = "";

    /// <summary>The first day is only the reference date, as "by" implies it.</summary>
    public readonly bool IsImplied => Expression.Bound is Bound.By or Bound.Until or Bound.To or Bound.Before;

    public readonly bool IsDated => Window.Earliest is not null || Window.Due is not null;

    public readonly TimescaleMilestone ToMilestone() =>
        new(Type, Label, Window.Earliest, Window.Due, Window.Due is null ? null : Window.RemindBy ?? Window.Due);
}
