namespace HubFunctions.Plans;

/// <summary>An item with all that is known of it now.</summary>
public sealed record PlanItem
{
    public required ItemDefinition Definition { get; init; }
    public required ItemState State { get; init; }

    /// <summary>Number of the newest history entry of this item; the first is 1.</summary>
    public long Sequence { get; init; }

    /// <summary>Place in the plan, from 0.</summary>
    public int Order { get; init; }

    /// <summary>True once the item vanished from the plan; its history stays.</summary>
    public bool Removed { get; init; }

    /// <summary>Number of the history entry that holds <see cref="Definition"/>; null in rows of the version before until the
    /// next change of it.</summary>
    public long? DefinedAt { get; init; }

    public string Id => Definition.Id;
}

/// <summary>What changes as partners, owners and the office report. Stored with every history entry that changed it.</summary>
public sealed record ItemState
{
    public Lifecycle Lifecycle { get; init; } = Lifecycle.NotStarted;
    public Health Health { get; init; } = Health.NotReported;
    public int? PercentComplete { get; init; }

    /// <summary>Public.</summary>
    public string? Summary { get; init; }

    /// <summary>The newest sentence that the public could see before <see cref="Summary"/>, while that one waits; null when it
    /// does not wait.</summary>
    public string? ClearedSummary { get; init; }

    /// <summary>What the office decided on texts of this item that the guard held back; null for none.</summary>
    public IReadOnlyList<HeldDecision>? Decisions { get; init; }

    /// <summary>Internal, never published.</summary>
    public string? Note { get; init; }

    /// <summary>Internal, never published.</summary>
    public string? Risks { get; init; }

    /// <summary>Internal, never published.</summary>
    public string? Next { get; init; }
    public IReadOnlyList<MeasureValue> Measures { get; init; } = [];
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public Reporter? Reporter { get; init; }

    /// <summary>Partner whose update this is; null before the first.</summary>
    public string? Partner { get; init; }

    /// <summary>The instant that the newest update speaks of (UTC); null before the first.</summary>
    public DateTimeOffset? AsAt { get; init; }

    /// <summary>When the newest update arrived (UTC, the hub's calendar).</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    public required Reading Reading { get; init; }
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>Reminders about this item wait until this day.</summary>
    public DateOnly? SnoozedUntil { get; init; }

    /// <summary>The decision on a text; null when there is none.</summary>
    public HeldDecision? DecisionOn(string id) => Decisions?.FirstOrDefault(d => d.Id == id);

    public bool IsClosed() => Lifecycle.IsClosed();
}

/// <summary>A missing value is "not reported", never 0. Values of different units are never summed.</summary>
public sealed record MeasureValue
{
    public required string Id { get; init; }
    public decimal? Value { get; init; }
    public string? Unit { get; init; }
    public string? Period { get; init; }
    public bool Approximate { get; init; }
    public bool AtLeast { get; init; }
    public bool Restated { get; init; }

    /// <summary>UTC; null takes the update's own.</summary>
    public DateTimeOffset? AsAt { get; init; }
    public string? Source { get; init; }
}

/// <summary>Who reported, as given. Internal.</summary>
public sealed record Reporter(string? Name, string? Role);
