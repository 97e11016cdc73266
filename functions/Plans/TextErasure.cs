using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace HubFunctions.Plans;

/// <summary>A text that must be nowhere any more, and where in JSON it may lie. Never logged, never stored, never
/// hashed.</summary>
/// <param name="Item">Null: in every item of the plan, and in the plan's own words.</param>
/// <param name="Field">As in the public snapshot or in an update: summary, title, owner, note and so on.</param>
/// <param name="Text">A value of the field goes whole when it contains this.</param>
/// <param name="On">The day of the erasure in London.</param>
public sealed record TextErasure(string Plan, string? Item, string Field, string Text, DateOnly On)
{
    /// <summary>A text cut to its bound may end within what is erased; fewer characters than this say nothing.</summary>
    private const int LeastTail = 4;

    /// <summary>Values of these are never null where the hub reads them.</summary>
    private static readonly HashSet<string> Required = new(["title", "label", "organisation", "name"], StringComparer.Ordinal);

    private static readonly HashSet<string> Identifiers =
        new(["id", "parent", "level", "type", "deputy", "escalateTo", "outcome", "at"], StringComparer.Ordinal);

    private readonly string _folded = Fold(Text);

    /// <summary>Names under which a field stands; people and organisations are entered once for all items.</summary>
    private string[] Names { get; } = Field switch
    {
        "owner" => ["owner", "owners", "decisions"],
        "partners" => ["partners", "organisations", "decisions"],
        "milestones" => ["milestones", "nextMilestone", "decisions"],
        "summary" => ["summary", "clearedSummary", "decisions"],
        _ => [Field, "decisions"],
    };

    /// <summary>Whether it is of one item only.</summary>
    private string? Only => Field is "owner" or "partners" or "organisation" ? null : Item;

    /// <summary>Whatever prints it must not print the text.</summary>
    public override string ToString() => $"erasure in {Field}";

    public bool IsIn(string value)
    {
        var folded = Fold(value);
        if (value.Contains(Text, StringComparison.Ordinal) || folded.Contains(_folded, StringComparison.Ordinal))
            return true;
        if (!folded.EndsWith('…'))
            return false;
        var cut = folded[..^1];
        for (var length = Math.Min(_folded.Length - 1, cut.Length); length >= LeastTail; length--)
        {
            if (cut.EndsWith(_folded[..length].TrimEnd(), StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Takes the text out of a published value: it becomes null.</summary>
    /// <returns>JSON pointers of what became null.</returns>
    public IReadOnlyList<string> TakeFromPublished(JsonNode root)
    {
        var pointers = new List<string>();
        Find(root, "", Only is null, published: true, pointers);
        return pointers;
    }

    /// <summary>Takes the text out of a stored value, which the hub reads again: what must not be null becomes empty.</summary>
    /// <param name="item">The item that the whole value is about; null when it says so itself.</param>
    /// <returns>False when the text was not in it.</returns>
    public bool TakeFromStored(JsonNode root, string? item)
    {
        if (item is not null && Only is { } only && item != only)
            return false;
        var pointers = new List<string>();
        Find(root, "", Only is null || item is not null, published: false, pointers);
        return pointers.Count > 0;
    }

    /// <summary>Whether any string of a JSON value contains the text, as it is or as HTML.</summary>
    public bool IsAnywhereIn(JsonNode? json) => json switch
    {
        JsonObject map => map.Any(p => IsAnywhereIn(p.Value)),
        JsonArray list => list.Any(IsAnywhereIn),
        _ => TextOf(json) is { } text && (IsIn(text) || IsIn(WebUtility.HtmlDecode(text))),
    };

    /// <summary>Looks for the field, once within what it may be in.</summary>
    private void Find(JsonNode node, string pointer, bool within, bool published, List<string> found)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                if (list[i] is { } entry)
                    Find(entry, At(pointer, i), within, published, found);
            }
        }
        else if (node is JsonObject json)
        {
            within |= json.Any(p => p.Key is "id" or "item" or "deliverable" && TextOf(p.Value) == Only);
            foreach (var (name, value) in json.ToList())
            {
                if (value is null)
                    continue;
                if (within && Names.Contains(name))
                    Take(json, name, value, $"{pointer}/{name}", published, nested: false, found);
                else if (value is JsonObject or JsonArray)
                    Find(value, $"{pointer}/{name}", within, published, found);
            }
        }
    }

    /// <summary>Everything within the field that contains the text.</summary>
    private void Take(
        JsonObject parent,
        string name,
        JsonNode value,
        string pointer,
        bool published,
        bool nested,
        List<string> found)
    {
        switch (value)
        {
            case JsonObject json:
                foreach (var (inner, child) in json.ToList())
                {
                    if (child is not null && !Identifiers.Contains(inner))
                        Take(json, inner, child, $"{pointer}/{inner}", published, nested: true, found);
                }

                break;
            case JsonArray list:
                TakeFromList(list, pointer, published, found);
                break;
            default:
                // An owner's id stands where the public sees the owner.
                if (TextOf(value) is { } text && IsIn(text) && !(name == "owner" && !nested))
                {
                    parent[name] = published || !(nested || Required.Contains(name)) ? null : "";
                    found.Add(pointer);
                }

                break;
        }
    }

    private void TakeFromList(JsonArray list, string pointer, bool published, List<string> found)
    {
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (list[i] is JsonObject json)
            {
                foreach (var (name, child) in json.ToList())
                {
                    if (child is not null && !Identifiers.Contains(name))
                        Take(json, name, child, $"{At(pointer, i)}/{name}", published, nested: true, found);
                }
            }
            else if (TextOf(list[i]) is { } text && IsIn(text))
            {
                found.Add(At(pointer, i));
                if (published)
                    list[i] = null;
                else
                    list.RemoveAt(i);
            }
        }
    }

    /// <summary>As the hub cleans a text for the public: no control or direction marks, one space for many.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
                folded.Append(folded.Length > 0 && folded[^1] == ' ' ? "" : " ");
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control))
                folded.Append(rune.ToString());
        }

        return folded.ToString().Trim();
    }

    private static string? TextOf(JsonNode? value) =>
        value is JsonValue json && json.TryGetValue<string>(out var text) ? text : null;

    private static string At(string pointer, int index) => string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");
}

/// <summary>A place in which a published text may lie; each feature registers its own. <c>docs/erasure.md</c> lists
/// them.</summary>
public interface IErasablePlace
{
    /// <summary>Safe to cut short at any point and to run again.</summary>
    /// <returns>How many rows or files changed.</returns>
    Task<int> EraseAsync(TextErasure erasure, CancellationToken stop);
}
