namespace HubFunctions.Timescales;

/// <summary>Rewrites the tokens of a Welsh text into the order and the small words that the grammar knows from English.</summary>
internal static class Welsh
{
    /// <summary>Answers how many tokens are left.</summary>
    public static int Arrange(Span<Token> tokens, ReadOnlySpan<char> folded)
    {
        Translate(tokens, folded);
        Reorder(tokens, folded);
        return Compact(tokens);
    }

    private static void Translate(Span<Token> tokens, ReadOnlySpan<char> folded)
    {
        foreach (ref var token in tokens)
        {
            if (!token.Is(Trait.Welsh) && Lexicon.TryFindWelsh(folded.Slice(token.Fold, token.Length), out var meaning))
            {
                token = token with
                {
                    Kind = meaning.Kind,
                    Value = meaning.Value,
                    Traits = token.Traits | meaning.Traits | Trait.Welsh,
                };
            }
        }
    }

    private static void Reorder(Span<Token> tokens, ReadOnlySpan<char> folded)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var next = i + 1 < tokens.Length ? tokens[i + 1] : default;
            var before = i > 0 ? tokens[i - 1] : default;
            switch (tokens[i].Kind)
            {
                case TokenKind.Month when IsHydref(tokens[i]) && before.Kind == TokenKind.The
                    && (i < 2 || tokens[i - 2].Value != Units.Month):
                    tokens[i] = tokens[i] with { Kind = TokenKind.Season, Value = 2 };
                    break;
                case TokenKind.Unit when tokens[i].Value == Units.Month && next.Kind == TokenKind.Month:
                case TokenKind.To when before.Kind == TokenKind.End && before.Is(Trait.Welsh):
                case TokenKind.From when next.Kind == TokenKind.Within:
                case TokenKind.In when before.Kind == TokenKind.Until && folded.Slice(tokens[i].Fold, tokens[i].Length) is "at":
                case TokenKind.In when next.Kind is TokenKind.Early or TokenKind.Late or TokenKind.By or TokenKind.Recurring
                    or TokenKind.Ongoing:
                    tokens[i] = tokens[i] with { Kind = TokenKind.End, Traits = tokens[i].Traits | Trait.Welsh };
                    break;
                case TokenKind.From when before.Kind == TokenKind.Number:
                    tokens[i] = tokens[i] with { Kind = TokenKind.Of };
                    break;
                case TokenKind.Unit or TokenKind.Quarter when next.Kind is TokenKind.This or TokenKind.Next
                    or TokenKind.Financial or TokenKind.Academic or TokenKind.Municipal
                    || (next.IsOrdinal && next.Is(Trait.Spelled)):
                    Swap(tokens, i);
                    break;
                case TokenKind.Term when next.Kind == TokenKind.The && i + 2 < tokens.Length
                    && (tokens[i + 2].Kind == TokenKind.Season || IsHydref(tokens[i + 2])):
                    var season = IsHydref(tokens[i + 2]) ? 2 : tokens[i + 2].Value;
                    tokens[i + 1] = tokens[i + 1] with { Kind = TokenKind.Season, Value = season };
                    tokens[i + 2] = tokens[i + 2] with { Kind = TokenKind.Term, Value = 0 };
                    tokens[i] = tokens[i] with { Kind = TokenKind.The };
                    break;
            }
        }
    }

    private static bool IsHydref(Token token) => token is { Kind: TokenKind.Month, Value: 10 } && token.Is(Trait.Welsh);

    /// <summary>"blwyddyn ariannol" → "financial year": meanings change places, the words stay where they are.</summary>
    private static void Swap(Span<Token> tokens, int i)
    {
        var (first, second) = (tokens[i], tokens[i + 1]);
        tokens[i] = first with
        {
            Kind = second.Kind,
            Value = second.Value,
            Traits = (first.Traits & ~(Trait.Spelled | Trait.Ordinal)) | (second.Traits & (Trait.Spelled | Trait.Ordinal)),
        };
        tokens[i + 1] = second with
        {
            Kind = first.Kind,
            Value = first.Value,
            Traits = second.Traits & ~(Trait.Spelled | Trait.Ordinal),
        };
    }

    private static int Compact(Span<Token> tokens)
    {
        var count = 0;
        foreach (var token in tokens)
        {
            if (token.Kind != TokenKind.End)
            {
                tokens[count++] = token;
            }
        }

        return count;
    }
}
