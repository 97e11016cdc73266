namespace HubFunctions.Plans;

/// <summary>What was published of each plan and from which history, so that any past snapshot can be made again to the byte.</summary>
public interface IPublicationChain
{
    /// <summary>One storage request for a plan in which nothing has changed.</summary>
    Task<PublicationState> StateAsync(string plan, CancellationToken stop);

    /// <summary>The end of the chain as it is now; null before the first evaluation.</summary>
    Task<PublicationHead?> HeadAsync(string plan, CancellationToken stop);

    /// <summary>Adds the next publication and takes away the change markers that <paramref name="seen"/> holds, in one transaction.</summary>
    /// <param name="nextDay">See <see cref="PublicationHead.NextDay"/>.</param>
    /// <returns>False when another instance was faster: read the state again.</returns>
    Task<bool> TryAddAsync(string plan, PublicationState seen, Publication next, DateOnly nextDay, CancellationToken stop);

    /// <summary>Notes how far the newest publication got and takes away the change markers that <paramref name="seen"/> holds.</summary>
    /// <returns>False when another instance was faster.</returns>
    Task<bool> TryNoteAsync(string plan, PublicationState seen, PublicationHead head, CancellationToken stop);

    /// <summary>Notes what a history file is after an erasure, before it is written: the next publication carries it.</summary>
    Task NoteErasureAsync(string plan, long sequence, ErasedFile file, CancellationToken stop);

    Task<Publication?> FindAsync(string plan, long sequence, CancellationToken stop);

    /// <summary>The newest publication taken at or before an instant; reads a number of rows that grows with the logarithm of the chain.</summary>
    Task<Publication?> AtAsync(string plan, DateTimeOffset instant, CancellationToken stop);

    /// <summary>The first publication that carries an item's history entry; null when none does yet.</summary>
    Task<Publication?> FirstCarryingAsync(string plan, string item, long sequence, CancellationToken stop);
}

/// <param name="Head">Null before the first evaluation.</param>
/// <param name="Markers">One for every commit that no publication has taken account of.</param>
public sealed record PublicationState(PublicationHead? Head, IReadOnlyList<string> Markers, string? ETag)
{
    /// <summary>Files changed by an erasure that no publication carries yet.</summary>
    public IReadOnlyList<PendingErasure> Erasures { get; init; } = [];

    /// <summary>Whether there is nothing to do on a day in London: nothing has changed, and nothing changes by itself.</summary>
    public bool IsSettled(DateOnly today) =>
        Head is { IsCurrent: true, IsBehind: false, Format: PublicationHead.CurrentFormat, NextDay: { } next } && Markers.Count == 0 && Erasures.Count == 0 && today < next;

    /// <summary>Every change that no publication has taken account of, by its marker.</summary>
    public IEnumerable<string> Changes => Head is { IsCurrent: false, Fence: { } fence } ? Markers.Append(fence) : Markers;
}

/// <summary>The end of a plan's chain.</summary>
/// <param name="Sequence">0 before the first publication.</param>
/// <param name="ContentHash">Equal content publishes nothing.</param>
/// <param name="EvaluatedOn">The day in London for which the content was last compared: a new day can change it by itself.</param>
/// <param name="Shown">True once every public file shows this publication.</param>
/// <param name="Held">How many texts wait for the programme office.</param>
/// <param name="Fence">Changes with every commit that may take something back from the public.</param>
/// <param name="Seen">The fence that the newest evaluation took account of.</param>
public sealed record PublicationHead(
    long Sequence, string? Hash, DateTimeOffset? AsAt, string? ContentHash, DateOnly EvaluatedOn, bool Shown, int Held,
    string? Fence = null, string? Seen = null)
{
    /// <summary>In place of a content hash, which none equals: the plan is being taken, or was taken, from the public.</summary>
    public const string Withdrawing = "withdrawing";
    public const string Withdrawn = "withdrawn";

    public static readonly PublicationHead None = new(0, null, null, null, DateOnly.MinValue, Shown: true, 0);

    /// <summary>Raised where a new version changes what is public of plans that have not changed, or which files they have: its
    /// first tick makes
    /// the files of every plan again.</summary>
    public const int CurrentFormat = 1;

    /// <summary>In which the files were last made; 0 in rows of versions that did not say.</summary>
    public int Format { get; init; }

    /// <summary>The first day in London, after <see cref="EvaluatedOn"/>, on which what is public can change by itself. Null in
    /// rows of the version
    /// before, and before the first evaluation.</summary>
    public DateOnly? NextDay { get; init; }

    public bool IsCurrent => Fence == Seen;
    public bool IsWithdrawn => ContentHash is Withdrawing or Withdrawn;
    public bool IsBehind => Sequence > 0 && !Shown && !IsWithdrawn;
}

/// <summary>One snapshot's recipe: with the plan's history it gives the same bytes for ever.</summary>
/// <param name="Previous">Hash of the snapshot before.</param>
/// <param name="Header">The plan as it stood. Internal.</param>
/// <param name="Items">Which history entry each item stood at, in the plan's order.</param>
public sealed record Publication(
    long Sequence, string Hash, DateTimeOffset AsAt, string ContentHash, string? Previous, DateTimeOffset? PreviousAsAt,
    PlanHeader Header, IReadOnlyList<ItemAt> Items, int Held)
{
    /// <summary>Of the rules that made it; null for <c>snapshot/1</c>.</summary>
    public string? Schema { get; init; }

    /// <summary>What the snapshot says of files that were changed by an erasure.</summary>
    public IReadOnlyList<ErasedFile>? Erasures { get; init; }

    /// <summary>True once a text was erased from it: it is never made again.</summary>
    public bool IsErased { get; init; }
}

/// <param name="File">Relative to the plan's folder.</param>
/// <param name="Digest">SHA-256 of the file's bytes as they are now, lower-case hex.</param>
public sealed record ErasedFile(string File, string Digest);

public sealed record PendingErasure(ErasedFile File, string Key, string ETag);

/// <param name="Sequence">Number of the item's history entry.</param>
/// <param name="Removed">True for an item that had left the plan: not part of the snapshot, but its history is accounted for.</param>
public sealed record ItemAt(string Item, long Sequence, int Order, bool Removed = false);
