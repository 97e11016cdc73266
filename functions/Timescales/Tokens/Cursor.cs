namespace HubFunctions.Timescales;

/// <summary>A place among the tokens of one text, from which the grammar reads ahead by a bounded number of them.</summary>
internal ref struct Cursor(ReadOnlySpan<Token> tokens, ReadOnlySpan<char> folded, int referenceYear)
{
    private readonly ReadOnlySpan<Token> _tokens = tokens;
    private readonly ReadOnlySpan<char> _folded = folded;

    public int At { get; set; }

    /// <summary>How often a token was looked at: the work done, for the test that it grows linearly.</summary>
    public long Looks { get; private set; }

    public readonly int ReferenceYear => referenceYear;

    public readonly ReadOnlySpan<char> Folded => _folded;

    public readonly int Count => _tokens.Length - Tokenizer.Margin;

    public Token this[int ahead]
    {
        get
        {
            Looks++;
            var index = At + ahead;
            return index < 0 ? default : _tokens[Math.Min(index, _tokens.Length - 1)];
        }
    }

    public TokenKind Kind(int ahead = 0) => this[ahead].Kind;

    public bool Is(int ahead, string folded)
    {
        var token = this[ahead];
        return token.Length == folded.Length && _folded.Slice(token.Fold, token.Length).SequenceEqual(folded);
    }

    public ReadOnlySpan<char> Text(int ahead)
    {
        var token = this[ahead];
        return _folded.Slice(token.Fold, token.Length);
    }

    public bool Take(TokenKind kind)
    {
        if (Kind() != kind)
        {
            return false;
        }

        At++;
        return true;
    }

    public bool Take(TokenKind first, TokenKind second) => Take(first) || Take(second);

    public bool Skip(int count)
    {
        At += count;
        return true;
    }

    /// <summary>A number in digits that is written against its neighbours with the mark between them, as in "2023/24".</summary>
    public bool IsJoined(int mark) => !this[mark].Is(Trait.Spaced) && !this[mark + 1].Is(Trait.Spaced);

    /// <summary>Whether a clause ends before the token: at a mark, a line or the end of the text.</summary>
    public bool EndsSentence(int ahead) =>
        Kind(ahead) is TokenKind.Stop or TokenKind.Query
            && (this[ahead + 1].Is(Trait.Spaced) || Kind(ahead + 1) is TokenKind.End or TokenKind.Close);
}
