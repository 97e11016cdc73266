using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>A plan as the programme office enters it: the JSON of <c>PUT /api/plans/{plan}</c>.</summary>
public sealed record PlanDefinition : PlanHeader
{
    public IReadOnlyList<ItemDefinition> Items { get; init; } = [];

    public PlanHeader ToHeader() => CopyTo(new PlanHeader { Id = Id, Title = Title, ReferenceDate = ReferenceDate });
}

/// <summary>Everything of a plan but its items.</summary>
public record PlanHeader
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string Organisation { get; init; } = "";

    /// <summary>GSS code or codes of the area.</summary>
    public string? Area { get; init; }
    public PlanStatus Status { get; init; } = PlanStatus.Adopted;

    /// <summary>Whether snapshots are public. Left out: adopted and closed plans are, drafts and consultations are not.</summary>
    public bool? Published { get; init; }
    public string? Period { get; init; }

    /// <summary>The date from which the plan's words were written; timescales are read against it.</summary>
    public required DateOnly ReferenceDate { get; init; }
    public ReviewInterval ReviewEvery { get; init; } = ReviewInterval.Quarterly;

    /// <summary>Whether mail goes out about the plan. Left out: a new plan has it started, and one that is there stays as it
    /// is.</summary>
    public ReminderStart? Reminders { get; init; }

    /// <summary>Who stands behind what is published; null where nobody has said so.</summary>
    public PlanPublication? Publication { get; init; }
    public PlanCalendar Calendar { get; init; } = PlanCalendar.Empty;
    public IReadOnlyList<Owner> Owners { get; init; } = [];

    /// <summary>Bodies that partners write in several ways; figures keep the words as submitted.</summary>
    public IReadOnlyList<Organisation> Organisations { get; init; } = [];

    /// <summary>The same header within a larger or smaller value.</summary>
    public T CopyTo<T>(T other)
        where T : PlanHeader => (T)(other with
        {
            Id = Id,
            Title = Title,
            Organisation = Organisation,
            Area = Area,
            Status = Status,
            Published = Published,
            Period = Period,
            ReferenceDate = ReferenceDate,
            ReviewEvery = ReviewEvery,
            Reminders = Reminders,
            Publication = Publication,
            Calendar = Calendar,
            Owners = Owners,
            Organisations = Organisations,
        });

    public bool IsWaiting() => Reminders == ReminderStart.Waiting;

    /// <summary>Nobody answers for a draft, unless the office has started its reminders; a plan that waits has not been looked
    /// at.</summary>
    public bool MaySendMail() =>
        Status != PlanStatus.Closed && !IsWaiting() && (Status != PlanStatus.Draft || Reminders == ReminderStart.Started);

    /// <summary>It sends no mail until the office starts its reminders.</summary>
    public bool AwaitsStart() => Status != PlanStatus.Closed && !MaySendMail();

    public bool IsPublic() => Published ?? Status is PlanStatus.Adopted or PlanStatus.Closed;

    public Owner? OwnerOf(string? owner) => owner is null ? null : Owners.FirstOrDefault(o => o.Id == owner);
}

/// <summary>Who answers for an item. The address and, unless <see cref="PublicName"/>, the name never leave the hub.</summary>
public sealed record Owner
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Role { get; init; }
    public string? Email { get; init; }

    /// <summary>True only for elected members and office holders.</summary>
    public bool PublicName { get; init; }

    /// <summary>Id of the owner who stands in.</summary>
    public string? Deputy { get; init; }

    /// <summary>Id of the owner who is told when nobody answers.</summary>
    public string? EscalateTo { get; init; }
}

/// <param name="Aliases">Other spellings of its name.</param>
/// <param name="SucceededBy">Name of the body that took over; null for none.</param>
/// <param name="From">Its first day (London).</param>
public sealed record Organisation(
    string Name, IReadOnlyList<string>? Aliases = null, string? SucceededBy = null, DateOnly? From = null);

/// <summary>One line of a plan at any level. Depth is free and levels may be skipped.</summary>
public sealed record ItemDefinition
{
    public required string Id { get; init; }
    public string? Parent { get; init; }

    /// <summary>Neutral level: theme, outcome, priority, action, deliverable, commitment and so on.</summary>
    public string Level { get; init; } = "deliverable";

    /// <summary>What this plan calls that level.</summary>
    public string? Label { get; init; }
    public required string Title { get; init; }

    /// <summary>Id of one of the plan's owners.</summary>
    public string? Owner { get; init; }
    public IReadOnlyList<string> Partners { get; init; } = [];

    /// <summary>The plan's own words, kept verbatim.</summary>
    public string? Timescale { get; init; }

    /// <summary>Id of the item that has to end first.</summary>
    public string? After { get; init; }
    public IReadOnlyList<MeasureDefinition> Measures { get; init; } = [];

    /// <summary>False keeps this item out of public snapshots.</summary>
    public bool? Published { get; init; }
}

public sealed record MeasureDefinition
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public string? Unit { get; init; }
    public decimal? Target { get; init; }
}
