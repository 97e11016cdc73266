using System.Text.Json.Serialization;

namespace HubFunctions.Timescales;

/// <summary>Dates that only the plan's own body can know. Everything is optional; entering a date re-resolves every item that
/// depends on it.</summary>
public sealed record PlanCalendar
{
    public static readonly PlanCalendar Empty = new();

    /// <summary>Date of the annual council meeting by calendar year ("2022" → 2022-05-25).</summary>
    public IReadOnlyDictionary<string, DateOnly> MunicipalYear { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>Meetings of the Board, in any order.</summary>
    public IReadOnlyList<DateOnly> Board { get; init; } = [];

    /// <summary>Last days of school terms by name and year ("spring 2025" → 2025-04-11).</summary>
    public IReadOnlyDictionary<string, DateOnly> Terms { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>What "Q3 2023" means in this plan; null leaves it ambiguous.</summary>
    public QuarterBasis? Quarters { get; init; }

    /// <summary>The plan's own legend ("short term" → 2021-03-31).</summary>
    public IReadOnlyDictionary<string, DateOnly> Legend { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>Anchors of relative timescales ("approval", "election" → date).</summary>
    public IReadOnlyDictionary<string, DateOnly> Events { get; init; } = new Dictionary<string, DateOnly>();

    /// <summary>First day of the plan's year 1; null takes the reference date.</summary>
    public DateOnly? PlanStart { get; init; }
}

[JsonConverter(typeof(CamelCase<QuarterBasis>))]
public enum QuarterBasis
{
    Financial,
    Calendar,
}
