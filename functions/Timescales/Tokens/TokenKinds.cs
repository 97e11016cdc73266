namespace HubFunctions.Timescales;

/// <summary>A set of token kinds.</summary>
internal readonly struct TokenKinds
{
    private readonly UInt128 _bits;

    public TokenKinds(params ReadOnlySpan<TokenKind> kinds)
    {
        foreach (var kind in kinds)
        {
            _bits |= UInt128.One << (int)kind;
        }
    }

    private TokenKinds(UInt128 bits) => _bits = bits;

    public TokenKinds And(params ReadOnlySpan<TokenKind> kinds) => new(_bits | new TokenKinds(kinds)._bits);

    public bool Contains(TokenKind kind) => ((_bits >> (int)kind) & UInt128.One) != UInt128.Zero;
}
