using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A partner's words and colours on the two axes. The hub's own words always mean themselves; case, spaces and hyphens do not matter.</summary>
public sealed class StatusWords
{
    private static readonly Dictionary<string, Lifecycle> Lifecycles = Enum.GetValues<Lifecycle>().ToDictionary(l => Normalise(l.ToString()));
    private static readonly Dictionary<string, Health> Healths = Enum.GetValues<Health>().ToDictionary(h => Normalise(h.ToString()));
    private readonly Dictionary<string, StatusMeaning> _own = [];
    private readonly IReadOnlyDictionary<string, StatusMeaning> _asGiven;

    public StatusWords(IReadOnlyDictionary<string, StatusMeaning> own)
    {
        _asGiven = own;
        foreach (var (word, meaning) in own)
            _own[Normalise(word)] = meaning;
    }

    public static string Normalise(string word)
    {
        var text = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (!char.IsWhiteSpace(c) && c is not ('-' or '_' or '\u2010' or '\u2011' or '\u2013'))
                text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    public static Lifecycle? CanonicalLifecycle(string word) => Lifecycles.TryGetValue(Normalise(word), out var found) ? found : null;

    public static Health? CanonicalHealth(string word) => Healths.TryGetValue(Normalise(word), out var found) ? found : null;

    /// <summary>What one of the hub's own words means; null for any other.</summary>
    public static StatusMeaning? Canonical(string word) =>
        new StatusMeaning(CanonicalLifecycle(word), CanonicalHealth(word)) is { } own && own is not { Lifecycle: null, Health: null } ? own : null;

    /// <summary>What a word in the field lifecycle means; null when nobody said.</summary>
    public StatusMeaning? InLifecycle(string word) =>
        CanonicalLifecycle(word) is { } lifecycle ? new(lifecycle, null) : _own.GetValueOrDefault(Normalise(word));

    /// <summary>What a word in the field health means; null when nobody said.</summary>
    public StatusMeaning? InHealth(string word) =>
        CanonicalHealth(word) is { } health ? new(null, health) : _own.GetValueOrDefault(Normalise(word));

    /// <summary>Every word that a field takes, for an error that can be acted on.</summary>
    public string Known(bool lifecycle) => string.Join(", ", _asGiven.Keys.Prepend(lifecycle ? Names<Lifecycle>() : Names<Health>()));

    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]));
}
