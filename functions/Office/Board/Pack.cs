using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What goes to a meeting of the Board about one plan. Frozen, it is the document whose hash is cited. A text that
/// was erased from it is
/// null.</summary>
public sealed record Pack
{
    /// <summary>Of the document; a reader of another one must look before it reads.</summary>
    public int Schema { get; init; } = 1;
    public required PackPlan Plan { get; init; }

    /// <summary>The day of the meeting; a plan has one pack for it.</summary>
    public required DateOnly Board { get; init; }

    /// <summary>The day in London as of which figures are counted.</summary>
    public required DateOnly AsAt { get; init; }

    /// <summary>UTC; null in a draft.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>As they call themselves; null in a draft.</summary>
    public string? FrozenBy { get; init; }

    /// <summary>The pack that figures are reconciled with; null for the first.</summary>
    public PackLink? Previous { get; init; }
    public IReadOnlyList<PackLine> Lines { get; init; } = [];
    public IReadOnlyList<PackDecision> Decisions { get; init; } = [];
    public IReadOnlyList<PackException> Exceptions { get; init; } = [];
    public IReadOnlyList<PackSilence> NotReplied { get; init; } = [];
    public IReadOnlyList<PackChange> Changes { get; init; } = [];

    /// <summary>Changed deliverables whose history was not read, since there were too many or a row of it cannot be read:
    /// approvals and reports are not counted for them.</summary>
    public int HistoriesNotRead { get; init; }
    public IReadOnlyList<PackDeliverable> Deliverables { get; init; } = [];
}

public sealed record PackPlan(string Id, string? Title, string? Organisation, string? Period);

/// <param name="Hash">SHA-256 of the document as it was frozen, hex.</param>
public sealed record PackLink(DateOnly Board, string Hash, DateTimeOffset FrozenAt);

/// <summary>A person or office, as an object so that an erasure finds the name.</summary>
public sealed record PackOwner(string? Name, string? Role)
{
    public static PackOwner? Of(PlanHeader plan, string? owner) =>
        owner is null ? null : plan.OwnerOf(owner) is { } known ? new(known.Name, known.Role) : new(owner, null);

    public override string ToString() => Name ?? Role ?? "name erased";
}

public sealed record PackName(string Id, string? Title);

/// <summary>A line of the summary. <see cref="Before"/> plus those that became less those that ceased is <see
/// cref="Now"/>.</summary>
public sealed record PackLine
{
    public required PackLineKind Line { get; init; }

    /// <summary>Of the previous pack; null where there is none.</summary>
    public int? Before { get; init; }
    public IReadOnlyList<PackName> Became { get; init; } = [];
    public IReadOnlyList<PackName> Ceased { get; init; } = [];
    public required int Now { get; init; }
}

/// <summary>Complete to cancelled count each deliverable once; the others are counted as well.</summary>
public enum PackLineKind
{
    Deliverables,
    Complete,
    OnTrack,
    AtRisk,
    OffTrack,
    NotReported,
    NotStarted,
    Paused,
    Cancelled,
    Ongoing,
    Overdue,
    Undated,
    Unowned,
}

/// <param name="Id">Number within the pack, from 1.</param>
public sealed record PackDecision(string Id, string? Text);

/// <summary>A deliverable as it stands on the day of the pack.</summary>
public sealed record PackDeliverable
{
    public required string Id { get; init; }
    public string? Title { get; init; }
    public PackOwner? Owner { get; init; }
    public required Standing Standing { get; init; }
    public bool Overdue { get; init; }
    public bool Ongoing { get; init; }
    public bool Undated { get; init; }
    public bool Unowned { get; init; }

    /// <summary>The latest approved day.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The partner's forecast: its words, and the last day that they were read as.</summary>
    public string? Forecast { get; init; }
    public DateOnly? NewDate { get; init; }
    public int? PercentComplete { get; init; }

    /// <summary>The day in London that the newest report speaks of; null before the first.</summary>
    public DateOnly? LastReported { get; init; }

    /// <summary>Of its newest history entry.</summary>
    public long Sequence { get; init; }
}

public enum PackReason
{
    Overdue,
    OffTrack,
    AtRisk,
    Silent,
}

/// <summary>A deliverable that the Board should look at, in its partner's own words.</summary>
public sealed record PackException
{
    public required string Id { get; init; }
    public string? Title { get; init; }
    public PackOwner? Owner { get; init; }
    public IReadOnlyList<PackReason> Why { get; init; } = [];
    public required Health Health { get; init; }
    public DateOnly? Due { get; init; }
    public string? Forecast { get; init; }
    public DateOnly? NewDate { get; init; }
    public DateOnly? LastReported { get; init; }

    /// <summary>Id of the partner that reported last; "owner" for an owner's own answer.</summary>
    public string? Source { get; init; }
    public string? Summary { get; init; }
    public string? Risks { get; init; }

    /// <summary>The remedial action: what comes next, as the partner says.</summary>
    public string? Next { get; init; }
}

/// <param name="ReportDue">The last day on which the newest report still counted.</param>
public sealed record PackSilence(string Id, string? Title, PackOwner? Owner, DateOnly ReportDue, DateOnly? LastReported);

/// <summary>What became of a deliverable since the previous pack.</summary>
/// <param name="Before">Null where it is new.</param>
/// <param name="After">Null where it left the plan, or others stand below it now.</param>
/// <param name="Approvals">Of other dates, oldest first.</param>
/// <param name="Reports">How many came in.</param>
public sealed record PackChange(string Id, PackDeliverable? Before, PackDeliverable? After,
    IReadOnlyList<PackApproval> Approvals, int Reports);

/// <param name="Text">The reason.</param>
public sealed record PackApproval(DateOnly On, string By, string? Text);
