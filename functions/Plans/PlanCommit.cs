using System.Text.Json.Serialization;

namespace HubFunctions.Plans;

/// <summary>One transaction of one plan, at most 100 storage operations (see <see cref="Operations"/>).</summary>
public sealed record PlanCommit(string Plan)
{
    public const int MaxOperations = 100;

    /// <summary>Bytes of a transaction as it is sent, within the service's 4 MiB.</summary>
    public const int MaxBytes = 3_900_000;

    /// <summary>Of <see cref="MaxBytes"/>, what one update leaves to its message's row and to due rows.</summary>
    public const int Reserved = 160_000;

    /// <summary>Bytes of a message's row with its first outcome, and of every further outcome, at most.</summary>
    public const int MessageRow = 5_000;
    public const int OutcomeBytes = 700;

    public IReadOnlyList<ItemChange> Items { get; init; } = [];
    public IReadOnlyList<Acceptance> Accepted { get; init; } = [];
    public HeaderChange? Header { get; init; }

    /// <summary>Due rows to delete and to write that no item change brings with it.</summary>
    public IReadOnlyList<DueEntry> DueGone { get; init; } = [];
    public IReadOnlyList<DueEntry> DueNew { get; init; } = [];

    /// <summary>When senders of these messages were heard, where the row that says so is older than
    /// <see cref="LastHeard.Stands"/>.</summary>
    public IReadOnlyList<LastHeard> Heard { get; init; } = [];

    /// <summary>How far an entry of several transactions is after this one.</summary>
    public EntryMark? Mark { get; init; }

    /// <summary>True where something public may go: what a publisher read before must not appear after.</summary>
    public bool TakesBack => Header is not null || Items.Any(i => i.TakesBack);

    public int Operations =>
        1
        + Accepted.Count
        + Heard.Count
        + (Header?.Operations ?? 0)
        + (Mark is null ? 0 : 1)
        + DueGone.Count
        + DueNew.Count
        + Items.Sum(i => i.Operations);
}

/// <param name="Before">What was read, whose ETag protects the write; null inserts a new item.</param>
/// <param name="After">The item as it shall be; equal to Before's where only late history is added.</param>
/// <param name="Entries">New history, oldest first; the last one's sequence is After's.</param>
public record ItemChange(StoredItem? Before, PlanItem After, IReadOnlyList<HistoryEntry> Entries)
{
    public PlanItem After { get; } =
        After with
        {
            DefinedAt = Entries.LastOrDefault(e => e.Definition is not null)?.Sequence ?? Before?.Item.DefinedAt,
        };
    public IReadOnlyList<DueEntry> DueBefore { get; } = Before is null ? [] : DueDates.Of(Before.Item);
    public IReadOnlyList<DueEntry> DueAfter { get; } = DueDates.Of(After);
    public IReadOnlyList<DueEntry> DueGone => field ??= [.. DueBefore.Except(DueAfter)];
    public IReadOnlyList<DueEntry> DueNew => field ??= [.. DueAfter.Except(DueBefore)];

    /// <summary>Removed, hidden, decided on by the office, or moved below another item, which may be hidden.</summary>
    public bool TakesBack =>
        Before is { Item: { Removed: false } old }
        && (After.Removed
            || !ReferenceEquals(After.State.Decisions, old.State.Decisions)
            || After.Definition.Published != old.Definition.Published
            || After.Definition.Parent != old.Definition.Parent);

    public int Operations => 1 + Entries.Count + DueGone.Count + DueNew.Count;
}

/// <param name="Before">What was read, whose ETag protects the write; null inserts a new plan.</param>
/// <param name="Entry">New history of the plan itself, kept as that of an item named <see cref="StoredHeader.HistoryId"/>; null
/// where the plan says what it said.</param>
public sealed record HeaderChange(StoredHeader? Before, PlanHeader After, Hold? Hold, HistoryEntry? Entry)
{
    /// <summary>Id of the entry whose items are still to be written; null when there is none.</summary>
    public string? Pending { get; init; } = Before?.Pending;

    public long Sequence => Entry?.Sequence ?? Before?.Sequence ?? 0;

    /// <summary>A new plan also ends a restore under its id.</summary>
    public int Operations => 1 + (Entry is null ? 0 : 1) + (Before is null ? 1 : 0);
}

/// <summary>Silence is a matter of days: a row that is minutes old says as much, and costs every update nothing. Two instances
/// may write theirs in the wrong order, seconds apart.</summary>
/// <param name="At">When the newest update of a partner arrived (UTC, the hub's calendar), late ones too, give or take
/// <see cref="Stands"/> within one London day; null when none did.</param>
public sealed record LastHeard(string Partner, DateTimeOffset? At)
{
    public static readonly TimeSpan Stands = TimeSpan.FromMinutes(15);

    /// <param name="written">What this process last wrote; null when nothing.</param>
    public static bool IsDue(DateTimeOffset? written, DateTimeOffset now) =>
        written is not { } at || (now - at).Duration() >= Stands || LondonTime.DateOf(at) != LondonTime.DateOf(now);
}

/// <summary>The row by which an entry of several transactions knows how far it is: each of them changes it, so that none takes
/// effect twice.</summary>
/// <param name="Done">Steps that are written.</param>
/// <param name="ETag">Of the row as it was read.</param>
public sealed record EntryMark(string Id, int Done, string ETag)
{
    /// <summary>The entry is whole: its row goes.</summary>
    public bool IsLast { get; init; }
}

/// <summary>That some updates of a message are in: the row that makes a repeat collide.</summary>
/// <param name="Source">Partner id, or "owner".</param>
/// <param name="Key">Stable key of the message within its source, of id characters.</param>
/// <param name="Ordinal">Number of this row among those of the message in this plan: one more than the highest that its writer
/// read, so that two writers who know the same of a message collide. The version before numbered by the row's first
/// index.</param>
/// <param name="Attempt">Tells a writer whose answer got lost that the row it meets is its own.</param>
public sealed record Acceptance(
    string Source,
    string Key,
    [property: JsonPropertyName("first")] int Ordinal,
    string BodyHash,
    string Receipt,
    DateTimeOffset At,
    Guid Attempt,
    IReadOnlyList<UpdateOutcome> Outcomes);

public abstract record CommitResult
{
    /// <param name="ETags">New ETags of the changed items, in the order of <see cref="PlanCommit.Items"/>.</param>
    public sealed record Committed(IReadOnlyList<string> ETags) : CommitResult
    {
        /// <summary>New ETag of <see cref="PlanCommit.Mark"/>.</summary>
        public string? Mark { get; init; }
    }

    /// <summary>The message at this index of <see cref="PlanCommit.Accepted"/> is in already.</summary>
    public sealed record AlreadyAccepted(int Index) : CommitResult;

    /// <summary>The item at this index of <see cref="PlanCommit.Items"/> or a row of its, is not what was read; null when another
    /// row collided.</summary>
    public sealed record ItemChanged(int? Index) : CommitResult;

    /// <summary>The plan's header is not what was read.</summary>
    public sealed record HeaderChanged : CommitResult;
}
