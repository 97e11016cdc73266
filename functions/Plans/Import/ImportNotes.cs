using System.Globalization;

namespace HubFunctions.Plans;

/// <summary>What an import did not take, or took in a way that somebody should look at: one sentence a kind, with its lines.
/// Never repeats
/// more of a table than its headings.</summary>
public sealed class ImportNotes
{
    private const int MaxNamed = 25;
    private const int MaxNotes = 100;
    private readonly List<string> _whole = [];
    private readonly Dictionary<string, List<string>> _byPlace = [];

    public void Add(string note) => _whole.Add(note);

    public void Add(int line, string note) => At(line.ToString(CultureInfo.InvariantCulture), note, "Line");

    /// <summary>About an item that no line of the table names.</summary>
    public void Item(string id, string note) => At(id, note, "Item");

    public IReadOnlyList<string> All() =>
        [
            .. _whole,
            .. _byPlace
                .Take(MaxNotes)
                .Select(n =>
                    $"{(n.Value.Count > 1 ? n.Key.Split('\t')[0] + "s" : n.Key.Split('\t')[0])} {Places(n.Value)}: "
                        + $"{n.Key.Split('\t')[1]}"),
        ];

    private static string Places(List<string> places) =>
        string.Join(", ", places.Take(MaxNamed))
        + (places.Count > MaxNamed ? string.Create(CultureInfo.InvariantCulture, $" and {places.Count - MaxNamed} more") : "");

    private void At(string place, string note, string kind)
    {
        var key = $"{kind}\t{note}";
        if (!_byPlace.TryGetValue(key, out var places))
            _byPlace[key] = places = [];
        if (!places.Contains(place) || places.Count < MaxNamed)
            places.Add(place);
    }
}
