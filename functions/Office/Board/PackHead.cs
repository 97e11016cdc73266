namespace HubFunctions.Office;

/// <summary>What is known of a frozen document without reading it.</summary>
/// <param name="Number">0 for the pack itself, else of the supplement.</param>
/// <param name="Hash">SHA-256 of the document as it was frozen, hex.</param>
/// <param name="Digest">The same of the document as it is: another one once a text was erased.</param>
/// <param name="At">When it was frozen (UTC).</param>
/// <param name="By">Who froze it, as they call themselves.</param>
/// <param name="Erased">Texts that were erased since.</param>
/// <param name="ETag">Of the row.</param>
public sealed record PackHead(
    DateOnly Board, int Number, string Hash, string Digest, DateTimeOffset At, string By, IReadOnlyList<PackErased> Erased,
        string ETag)
{
    public PackLink Link => new(Board, Hash, At);
}

/// <param name="Field">As the erasure named it.</param>
/// <param name="Item">Null: anywhere in the plan.</param>
/// <param name="Places">How many values of the document went.</param>
public sealed record PackErased(string Field, string? Item, DateOnly On, int Places);

/// <summary>A frozen document with its bytes.</summary>
public sealed record FrozenPack(PackHead Head, byte[] Document)
{
    /// <summary>Rows that it was read from.</summary>
    public int Rows { get; init; }

    /// <summary>Whether the bytes are what was stored.</summary>
    public bool IsWhole => PackHash.Of(Document) == Head.Digest;
}

/// <summary>What the secretary has entered for a pack that is not frozen.</summary>
/// <param name="Decisions">One a line.</param>
/// <param name="ETag">Null where nothing is stored.</param>
public sealed record PackDraft(IReadOnlyList<string> Decisions, bool IsFrozen, string? ETag);

/// <summary>The pack of a plan that was frozen last.</summary>
/// <param name="Board">Null where none was, and a text was erased from the plan.</param>
public sealed record LastPack(DateOnly? Board, string ETag);
