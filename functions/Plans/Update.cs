namespace HubFunctions.Plans;

/// <summary>A report on one item, already validated: status words are mapped and times are UTC.</summary>
public sealed record Update
{
    public required string Plan { get; init; }
    public required string Deliverable { get; init; }

    /// <summary>Id of one milestone; null for the whole item.</summary>
    public string? Milestone { get; init; }
    public required DateTimeOffset AsAt { get; init; }
    public Lifecycle? Lifecycle { get; init; }
    public Health? Health { get; init; }
    public int? PercentComplete { get; init; }

    /// <summary>Words or a date.</summary>
    public string? Forecast { get; init; }

    /// <summary>Public.</summary>
    public string? Summary { get; init; }

    /// <summary>Internal, like risks, next and reporter.</summary>
    public string? Note { get; init; }
    public string? Risks { get; init; }
    public string? Next { get; init; }
    public IReadOnlyList<MeasureValue>? Measures { get; init; }
    public IReadOnlyList<string>? Evidence { get; init; }
    public Reporter? Reporter { get; init; }
}
