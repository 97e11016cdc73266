using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What a status word means, in whichever field it stands: the hub's own words always mean themselves, then a partner's
/// own count,
/// then the usual ones.</summary>
public sealed class StatusWords
{
    private static readonly Dictionary<string, Lifecycle> Lifecycles = Enum.GetValues<Lifecycle>()
        .ToDictionary(l => WordFolding.Fold(l.ToString()));
    private static readonly Dictionary<string, Health> Healths = Enum.GetValues<Health>()
        .ToDictionary(h => WordFolding.Fold(h.ToString()));
    private readonly Dictionary<string, StatusMeaning> _own = [];

    public StatusWords(IReadOnlyDictionary<string, StatusMeaning> own)
    {
        Own = own;
        foreach (var (word, meaning) in own)
        {
            if (Canonical(word) is not { } hub || !meaning.Contradicts(hub))
                _own[WordFolding.Fold(word)] = meaning;
        }
    }

    /// <summary>The partner's, as the office entered them.</summary>
    public IReadOnlyDictionary<string, StatusMeaning> Own { get; }

    public static Lifecycle? CanonicalLifecycle(string word) =>
        Lifecycles.TryGetValue(WordFolding.Fold(word), out var found) ? found : null;

    public static Health? CanonicalHealth(string word) =>
        Healths.TryGetValue(WordFolding.Fold(word), out var found) ? found : null;

    /// <summary>What one of the hub's own words means; null for any other.</summary>
    public static StatusMeaning? Canonical(string word) => OfHub(WordFolding.Fold(word));

    /// <summary>Whether a text can be one of a partner's words.</summary>
    public static bool IsWord(string text) =>
        text.Length <= PartnerLimits.Word && !JsonText.HasControl(text) && WordFolding.Fold(text).Length > 0;

    /// <summary>Null when nobody said what it means.</summary>
    public StatusMeaning? Of(string word)
    {
        var folded = WordFolding.Fold(word);
        return _own.GetValueOrDefault(folded) ?? OfHub(folded) ?? UsualWords.Of(folded);
    }

    /// <summary>Asks for the known word that looks most like one that is not; nothing where none does.</summary>
    public string Question(string word) =>
        Nearest.Question(word, [.. Own.Keys, .. Names(), .. UsualWords.All.Select(w => w.Word)]);

    /// <summary>The words that a field takes, for an error that can be acted on.</summary>
    public string Known(bool lifecycle) =>
        string.Join(", ", [lifecycle ? Names<Lifecycle>() : Names<Health>(), UsualWords.Examples, .. Own.Keys]);

    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(Name));

    /// <summary>How the hub writes a word of its own.</summary>
    public static string Name(string member) => char.ToLowerInvariant(member[0]) + member[1..];

    private static StatusMeaning? OfHub(string folded)
    {
        if (Lifecycles.TryGetValue(folded, out var lifecycle))
            return new(lifecycle, null);
        return Healths.TryGetValue(folded, out var health) ? new(null, health) : null;
    }

    private static IEnumerable<string> Names() => Enum.GetNames<Lifecycle>().Concat(Enum.GetNames<Health>()).Select(Name);
}
