namespace HubFunctions.Timescales;

/// <summary>One word, number or mark. <paramref name="Start"/> and <paramref name="End"/> count characters of the text as
/// written;
/// <paramref name="Fold"/> and <paramref name="Length"/> those of its folded form.</summary>
internal readonly record struct Token(TokenKind Kind, int Value, int Start, int End, int Fold, int Length, Trait Traits)
{
    public bool Is(Trait trait) => (Traits & trait) != Trait.None;

    public bool IsOrdinal => Is(Trait.Ordinal);

    /// <summary>How many digits the number was written with; 0 when it was spelled out.</summary>
    public int Digits => Kind == TokenKind.Number && !Is(Trait.Spelled) ? Length : 0;
}

[Flags]
internal enum Trait : ushort
{
    None = 0,
    Spaced = 1,
    LineBreak = 2,
    Ordinal = 4,
    Spelled = 8,
    Apostrophe = 16,
    Capital = 32,
    Misspelt = 64,
    Shouted = 128,
    Welsh = 256,
}
