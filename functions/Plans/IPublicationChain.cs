namespace HubFunctions.Plans;

/// <summary>What was published of each plan and from which history, so that any past snapshot can be made again to the
/// byte.</summary>
public interface IPublicationChain
{
    /// <summary>One storage request for a plan in which nothing has changed.</summary>
    Task<PublicationState> StateAsync(string plan, CancellationToken stop);

    /// <summary>The end of the chain as it is now; null before the first evaluation.</summary>
    Task<PublicationHead?> HeadAsync(string plan, CancellationToken stop);

    /// <summary>Adds the next publication and takes away the change markers that <paramref name="seen"/> holds, in one
    /// transaction.</summary>
    /// <param name="nextDay">See <see cref="PublicationHead.NextDay"/>.</param>
    /// <param name="claim">See <see cref="PublicationHead.Claim"/>.</param>
    /// <param name="span">See <see cref="PublicationHead.Span"/>.</param>
    /// <returns>The state that follows; null when another instance was faster: read it again.</returns>
    Task<PublicationState?> TryAddAsync(
        string plan,
        PublicationState seen,
        Publication next,
        DateOnly nextDay,
        string claim,
        SpanStart? span,
        CancellationToken stop);

    /// <summary>Notes how far the newest publication got and takes away the change markers that <paramref name="seen"/>
    /// holds.</summary>
    /// <returns>The state that follows; null when another instance was faster.</returns>
    Task<PublicationState?> TryNoteAsync(string plan, PublicationState seen, PublicationHead head, CancellationToken stop);

    /// <summary>Notes what a history file is after an erasure, before it is written: the next publication carries it.</summary>
    /// <param name="sequence">Null for one of a chain from before the plan was restored.</param>
    Task NoteErasureAsync(string plan, long? sequence, ErasedFile file, CancellationToken stop);

    Task<Publication?> FindAsync(string plan, long sequence, CancellationToken stop);

    /// <summary>The newest publication taken at or before an instant; reads a number of rows that grows with the logarithm of the
    /// chain.</summary>
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
        Head is { IsCurrent: true, IsBehind: false, Format: PublicationHead.CurrentFormat, NextDay: { } next }
        && Markers.Count == 0
        && Erasures.Count == 0
        && today < next;

    /// <summary>Every change that no publication has taken account of, by its marker.</summary>
    public IEnumerable<string> Changes => Head is { IsCurrent: false, Fence: { } fence } ? Markers.Append(fence) : Markers;
}

/// <summary>The end of a plan's chain.</summary>
/// <param name="Sequence">0 before the first publication.</param>
/// <param name="ContentHash">Equal content publishes nothing.</param>
/// <param name="EvaluatedOn">The day in London for which the content was last compared: a new day can change it by
/// itself.</param>
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
    public const int CurrentFormat = 5;

    /// <summary>In which the files were last made; 0 in rows of versions that did not say.</summary>
    public int Format { get; init; }

    /// <summary>The first day in London, after <see cref="EvaluatedOn"/>, on which what is public can change by itself. Null in
    /// rows of the version
    /// before, and before the first evaluation.</summary>
    public DateOnly? NextDay { get; init; }

    /// <summary>Of the runs that may write the files which show the newest publication: of which snapshot, in which format and,
    /// where they were made again, on which day, so that runs with one claim write the same bytes. Another one ends it.</summary>
    public string? Claim { get; init; }

    /// <summary>What those files hold; null where that is not surely known: all are written then. See
    /// <see cref="WrittenFile"/>.</summary>
    public IReadOnlyList<WrittenFile>? Files { get; init; }

    /// <summary>Whether those files say that publication is on hold.</summary>
    public bool OnHold { get; init; }

    /// <summary>Where "what has changed" began in the newest publication; null where it is still to be looked for.</summary>
    public SpanStart? Span { get; init; }

    /// <summary>As it is while a run with this claim writes files.</summary>
    public PublicationHead ClaimedBy(string? claim) => this with { Claim = claim, Files = null };

    public bool IsCurrent => Fence == Seen;
    public bool IsWithdrawn => ContentHash is Withdrawing or Withdrawn;
    public bool IsBehind => Sequence > 0 && !Shown && !IsWithdrawn;
}

/// <summary>A public file that shows the newest publication, as it was last written.</summary>
/// <remarks>Invariant: while the end of the chain names files, each holds what its digest says. For it names them only together
/// with saying that all of them were written, by a run whose claim stands; a claim takes the names away before the first write;
/// who claims where no names stand writes every file, on condition of ETags read after its claim, so that writes of an earlier
/// claim that are still on their way fail.</remarks>
/// <param name="Name">Relative to the plan's folder.</param>
/// <param name="Digest">Of the content, base64.</param>
/// <param name="ETag">A write on condition of it fails where somebody else has changed the file.</param>
public sealed record WrittenFile(string Name, string Digest, string ETag);

/// <param name="From">The London day after whose end changes count.</param>
/// <param name="Sequence">The newest publication at that day's end, or the first where there was none: it never changes.</param>
public sealed record SpanStart(DateOnly From, long Sequence, string Hash, DateTimeOffset AsAt);

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
/// <param name="Removed">True for an item that had left the plan: not part of the snapshot, but its history is accounted
/// for.</param>
/// <param name="Defined">Number of the entry that holds its definition; null where the row did not say.</param>
public sealed record ItemAt(string Item, long Sequence, int Order, bool Removed = false, long? Defined = null);
