using System.Text.Json.Serialization;

namespace HubFunctions.Plans;

/// <summary>One change of one item, never rewritten. The newest <see cref="Definition"/> and the newest <see cref="State"/> at or
/// before a sequence number are the item as it stood then, so a past snapshot can be rebuilt to the byte.</summary>
public sealed record HistoryEntry
{
    public required long Sequence { get; init; }
    public required HistoryKind Kind { get; init; }

    /// <summary>When the hub stored it (UTC, the hub's calendar).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Partner id, owner id, or <see cref="Acting.Name"/> of the office.</summary>
    public required string By { get; init; }

    /// <summary>Why, where the kind asks for a reason.</summary>
    public string? Reason { get; init; }
    public string? Receipt { get; init; }
    public Update? Update { get; init; }

    /// <summary>Set when the definition changed.</summary>
    public ItemDefinition? Definition { get; init; }

    /// <summary>Set in the history of the plan itself.</summary>
    public PlanHeader? Plan { get; init; }

    /// <summary>The state after this entry; null for a late update, which changes nothing.</summary>
    public ItemState? State { get; init; }

    /// <summary>Tells a writer whose answer got lost that the row it meets is its own. Kept beside the entry.</summary>
    [JsonIgnore]
    public Guid? Attempt { get; init; }

    /// <summary>Of the request's <c>Idempotency-Key</c> and of what it asked for: a repeat is known by it. Kept beside the
    /// entry.</summary>
    [JsonIgnore]
    public RequestKey? Request { get; init; }

    /// <summary>Set when the item left (true) or rejoined (false) the plan with this entry.</summary>
    public bool? Removed { get; init; }

    /// <summary>True where a text was erased from it: what was made from it cannot be made again.</summary>
    public bool? Erased { get; init; }
}

/// <param name="Key">SHA-256 of the key, hex.</param>
/// <param name="Body">SHA-256 of the change asked for, hex.</param>
public sealed record RequestKey(string Key, string Body);

public enum HistoryKind
{
    /// <summary>The office entered or changed the item.</summary>
    Definition,

    /// <summary>A partner's or an owner's update.</summary>
    Update,

    /// <summary>An update older than the state it found.</summary>
    LateUpdate,

    /// <summary>An approved date was changed, with a reason.</summary>
    ApprovedDate,

    /// <summary>Somebody said what the date means.</summary>
    DateMeaning,

    /// <summary>A text was erased, for the reason given; by the office.</summary>
    Erasure,

    /// <summary>The office released, redacted or returned a text that the guard held back.</summary>
    Disclosure,

    /// <summary>Snoozed, passed on or reassigned.</summary>
    Assignment,
}
