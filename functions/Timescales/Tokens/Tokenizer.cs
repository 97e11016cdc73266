using System.Buffers;

namespace HubFunctions.Timescales;

/// <summary>Text → tokens, in one pass. Rents its memory: dispose it.</summary>
internal ref struct Tokenizer
{
    /// <summary>End tokens after the last one, so that looking ahead needs no bounds check.</summary>
    public const int Margin = 12;

    private readonly ReadOnlySpan<char> _text;
    private readonly char[] _folded;
    private readonly int[] _origin;
    private readonly int _length;
    private Token[] _tokens;
    private int _count;
    private int _at;
    private Trait _before;
    private bool _isWelsh;

    private Tokenizer(ReadOnlySpan<char> text)
    {
        _text = text;
        _folded = ArrayPool<char>.Shared.Rent(text.Length + 1);
        _origin = ArrayPool<int>.Shared.Rent(text.Length + 1);
        _tokens = ArrayPool<Token>.Shared.Rent((text.Length / 3) + Margin + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = CharacterFolding.Fold(text[i]);
            if (c != CharacterFolding.Nothing)
            {
                _folded[_length] = c;
                _origin[_length++] = i;
            }
        }

        _folded[_length] = CharacterFolding.Nothing;
        _origin[_length] = text.Length;
    }

    public readonly ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, _count + Margin);

    public readonly ReadOnlySpan<char> Folded => _folded.AsSpan(0, _length);

    /// <summary>The number of tokens, the end marks left out.</summary>
    public readonly int Count => _count;

    public static Tokenizer Tokenize(ReadOnlySpan<char> text)
    {
        var tokenizer = new Tokenizer(text);
        while (tokenizer._at < tokenizer._length)
        {
            tokenizer.Step();
        }

        tokenizer.Reserve();
        if (tokenizer._isWelsh)
        {
            tokenizer._count = Welsh.Arrange(tokenizer._tokens.AsSpan(0, tokenizer._count), tokenizer.Folded);
        }

        for (var i = 0; i < Margin; i++)
        {
            tokenizer._tokens[tokenizer._count + i] =
                new(TokenKind.End, 0, text.Length, text.Length, tokenizer._length, 0, Trait.Spaced);
        }

        return tokenizer;
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_folded);
        ArrayPool<int>.Shared.Return(_origin);
        ArrayPool<Token>.Shared.Return(_tokens);
    }

    private void Step()
    {
        var c = _folded[_at];
        if (c is ' ' or '\n')
        {
            _before |= c == '\n' ? Trait.Spaced | Trait.LineBreak : Trait.Spaced;
            _at++;
        }
        else if (IsRunStart() && DocumentNumber.Length(Folded[_at..], _text[_origin[_at]..], WordBefore()) is > 0 and var length)
        {
            Add(TokenKind.Plain, Lexicon.Trap, _at + length);
        }
        else if (char.IsAsciiDigit(c))
        {
            NumberAt();
        }
        else if (IsLetter(c))
        {
            WordAt();
        }
        else
        {
            MarkAt(c);
        }
    }

    /// <summary>The first character after a space or an opening mark.</summary>
    private readonly bool IsRunStart() =>
        char.IsAsciiLetterOrDigit(_folded[_at])
            && (_at == 0 || _before.HasFlag(Trait.Spaced) || _folded[_at - 1] is '(' or '[' or '"' or '\'' or '#' or ':');

    private readonly ReadOnlySpan<char> WordBefore()
    {
        var back = _count - 1;
        back -= back > 0 && _tokens[back].Kind == TokenKind.Stop ? 1 : 0;
        return back < 0 ? default : Folded.Slice(_tokens[back].Fold, _tokens[back].Length);
    }

    private void WordAt()
    {
        var end = _at + 1;
        while (end < _length && IsLetter(_folded[end]))
        {
            end++;
        }

        if (WebAddress.StartsAt(Folded, _at, end))
        {
            Add(TokenKind.Plain, 0, EndOfRun(end));
            return;
        }

        var joined = end;
        while (joined < _length - 1 && joined - _at < Lexicon.Longest && IsJoiner(_folded[joined])
            && IsLetter(_folded[joined + 1]))
        {
            for (joined += 2; joined < _length && IsLetter(_folded[joined]);)
            {
                joined++;
            }
        }

        if (joined > end && Lexicon.TryFind(Folded[_at..joined], out var whole))
        {
            var dotted = Folded[_at..joined].Contains('.') && joined < _length && _folded[joined] == '.';
            Add(whole.Kind, whole.Value, dotted ? joined + 1 : joined, whole.Traits);
            return;
        }

        var word = Folded[_at..end];
        if (!Lexicon.TryFind(word, out var meaning))
        {
            var month = MonthSpelling.Guess(word);
            meaning = month == 0 ? default : new(TokenKind.Month, month, Trait.Misspelt);
        }

        Add(meaning.Kind == TokenKind.End ? TokenKind.Plain
            : meaning.Kind, meaning.Value, AfterAbbreviation(meaning, end), meaning.Traits);
    }

    /// <summary>A full stop that only shortens a word ("Sept. 2024") ends no sentence.</summary>
    private readonly int AfterAbbreviation(Meaning meaning, int end)
    {
        if (end >= _length || _folded[end] != '.'
            || meaning.Kind is not (TokenKind.Month or TokenKind.About or TokenKind.Weekday or TokenKind.Quarter
            or TokenKind.Unit))
        {
            return end;
        }

        var next = end + 1;
        while (next < _length && _folded[next] == ' ')
        {
            next++;
        }

        var shortens = meaning.Kind == TokenKind.About || end - _at <= 4;
        return shortens && next < _length && (char.IsAsciiDigit(_folded[next]) || _folded[next] is '\'' or '/' or '-') ? end + 1
            : end;
    }

    private void NumberAt()
    {
        var previous = _count > 0 && _before == Trait.None ? _tokens[_count - 1].Kind : TokenKind.End;
        var hyphened = previous == TokenKind.Dash && _count > 1 && !_tokens[_count - 1].Is(Trait.Spaced)
            && _tokens[_count - 2].Kind == TokenKind.Plain;
        var number = NumberToken.At(Folded, _at, previous == TokenKind.Stop);
        var quantity = number.Kind == TokenKind.Number
            && (previous == TokenKind.Plain || hyphened || (previous == TokenKind.Mark && _folded[_at - 1] != '"'));
        Add(quantity ? TokenKind.Quantity : number.Kind, number.Value, number.DigitsEnd, number.Traits);
        _at = number.End;
        if (_count > 0)
        {
            _tokens[_count - 1] = _tokens[_count - 1] with { End = _origin[_at - 1] + 1 };
        }
    }

    private void MarkAt(char c)
    {
        switch (c)
        {
            case '\'' when _at + 1 < _length && char.IsAsciiDigit(_folded[_at + 1]):
                _before |= Trait.Apostrophe;
                _at++;
                break;
            case '\'' or '"':
                _at++;
                break;
            case '@' when _before == Trait.None:
                DropRun();
                Add(TokenKind.Plain, 0, EndOfRun(_at));
                break;
            case '.' when _at + 1 < _length && _folded[_at + 1] == '.':
                var end = _at;
                while (end < _length && _folded[end] == '.')
                {
                    end++;
                }

                Add(TokenKind.Ellipsis, 0, end);
                break;
            default:
                Add(Marks.KindOf(c), c, _at + 1);
                break;
        }
    }

    private void DropRun()
    {
        while (_count > 0 && !_tokens[_count - 1].Is(Trait.Spaced))
        {
            _count--;
        }

        _count = Math.Max(0, _count - 1);
        _before = Trait.Spaced;
    }

    private readonly int EndOfRun(int end)
    {
        while (end < _length && _folded[end] is not (' ' or '\n'))
        {
            end++;
        }

        return end;
    }

    private void Add(TokenKind kind, int value, int end, Trait traits = Trait.None)
    {
        Reserve();
        var start = _origin[_at];
        var capital = char.IsUpper(_text[start]) ? Trait.Capital : Trait.None;
        capital |= capital != Trait.None && start + 1 < _text.Length && char.IsUpper(_text[start + 1]) ? Trait.Shouted
            : Trait.None;
        _isWelsh |= (traits & Trait.Welsh) != Trait.None;
        _tokens[_count++] = new(kind, value, start, _origin[end - 1] + 1, _at, end - _at, _before | traits | capital);
        _before = Trait.None;
        _at = end;
    }

    private void Reserve()
    {
        if (_count + Margin < _tokens.Length)
        {
            return;
        }

        var larger = ArrayPool<Token>.Shared.Rent(_tokens.Length * 2);
        _tokens.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<Token>.Shared.Return(_tokens);
        _tokens = larger;
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or '_' || (c > 127 && char.IsLetter(c));

    private static bool IsJoiner(char c) => c is '-' or '/' or '.' or '\'';
}
