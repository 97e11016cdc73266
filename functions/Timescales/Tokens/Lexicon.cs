using System.Collections.Frozen;

namespace HubFunctions.Timescales;

/// <summary>What each word may mean in a timescale. Words not listed are <see cref="TokenKind.Plain"/>.</summary>
internal static class Lexicon
{
    /// <summary>The longest entry; a longer word cannot be one.</summary>
    public const int Longest = 24;

    /// <summary>The value of a word that holds figures but no date.</summary>
    public const int Trap = 1;

    private static readonly FrozenDictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> _words =
        Index([.. Vocabulary.CalendarWords, .. Vocabulary.SmallWords, .. Vocabulary.Cues, .. Vocabulary.Welsh]);

    private static readonly FrozenDictionary<string,
        Meaning>.AlternateLookup<ReadOnlySpan<char>> _welsh = Index(Vocabulary.SmallWelsh);

    public static bool TryFind(ReadOnlySpan<char> folded, out Meaning meaning)
    {
        meaning = default;
        return folded.Length <= Longest && _words.TryGetValue(folded, out meaning);
    }

    public static bool TryFindWelsh(ReadOnlySpan<char> folded, out Meaning meaning)
    {
        meaning = default;
        return folded.Length <= Longest && _welsh.TryGetValue(folded, out meaning);
    }

    private static FrozenDictionary<string,
        Meaning>.AlternateLookup<ReadOnlySpan<char>> Index(IEnumerable<(string Words, Meaning Meaning)> rows) =>
        rows.SelectMany(static row => row.Words.Split(' ').Select(word =>
            KeyValuePair.Create(word.Replace('_', ' '), row.Meaning)))
            .ToFrozenDictionary(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
}

internal readonly record struct Meaning(TokenKind Kind, int Value = 0, Trait Traits = Trait.None);
