using System.Collections.Frozen;

namespace HubFunctions.Timescales;

/// <summary>What each word may mean in a timescale. Words not listed are <see cref="TokenKind.Plain"/>.</summary>
internal static class Lexicon
{
    /// <summary>The longest entry; a longer word cannot be one.</summary>
    public const int Longest = 24;

    private static readonly FrozenDictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> _words =
        Vocabulary.CalendarWords.Concat(Vocabulary.SmallWords).Concat(Vocabulary.Cues)
            .SelectMany(static row => row.Words.Split(' ').Select(word => KeyValuePair.Create(word.Replace('_', ' '), row.Meaning)))
            .ToFrozenDictionary(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryFind(ReadOnlySpan<char> folded, out Meaning meaning)
    {
        meaning = default;
        return folded.Length <= Longest && _words.TryGetValue(folded, out meaning);
    }
}

internal readonly record struct Meaning(TokenKind Kind, int Value = 0, Trait Traits = Trait.None);
