using System.Globalization;
using System.Text;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Text on its way out: cleaned, cut to its bound, or held back and noted.</summary>
/// <param name="plan">Of which the texts are.</param>
/// <param name="decide">The office's decision on an item's text, by the text's id; none where left out.</param>
public sealed class PublicText(PublicRules rules, string plan = "", Func<string, string, HeldDecision?>? decide = null)
{
    public const int Title = 300;
    public const int Line = 300;
    public const int Summary = 2_000;

    private readonly List<HeldText> _held = [];
    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.Ordinal);

    public IReadOnlyList<HeldText> Held => _held;

    /// <returns>Null for no text and for a text that is held back.</returns>
    public string? Of(string? item, string field, string? text, int max)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var shown = Cut(Clean(text), max);
        if (rules.Reason(rules.AsPublished ? shown : text) is { } reason)
        {
            return Decided(item, field, text, max) is { Length: > 0 } decided ? decided : Waiting(item, field, text, reason);
        }

        return shown.Length == 0 ? null : shown;
    }

    /// <summary>The same, with nothing noted as held.</summary>
    public string? Unnoted(string item, string field, string? text, int max) =>
        new PublicText(rules, plan, decide).Of(item, field, text, max);

    /// <returns>False for an id that is held back.</returns>
    public bool MayShowId(string item, string id)
    {
        if (rules.ReasonOfId(id) is not { } reason)
            return true;
        if (decide?.Invoke(item, HeldDecision.IdOf(plan, item, "measures", id))?.Outcome == HeldOutcome.Released)
            return true;
        Hold(item, "measures", id, reason);
        return false;
    }

    public IReadOnlyList<string> HeldOf(string item) => _fields.GetValueOrDefault(item, []);

    /// <summary>No control or direction marks, no half characters, one space for many; line breaks stay.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n')
                clean.Append('\n');
            else if (Rune.IsWhiteSpace(rune))
                clean.Append(clean.Length > 0 && clean[^1] is ' ' or '\n' ? "" : " ");
            else if (!IsHidden(rune))
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    /// <summary>The text itself where it was released, or what stands in its place; a redacted text is judged like any
    /// other.</summary>
    private string? Decided(string? item, string field, string text, int max)
    {
        var decision = item is null ? null : decide?.Invoke(item, HeldDecision.IdOf(plan, item, field, text));
        var shown = decision switch
        {
            { Outcome: HeldOutcome.Released } => Cut(Clean(text), max),
            { Outcome: HeldOutcome.Redacted, Text: { } redacted } => Cut(Clean(redacted), max),
            _ => null,
        };
        return decision?.Outcome == HeldOutcome.Redacted && shown is not null && rules.Reason(shown) is not null ? null : shown;
    }

    private string? Waiting(string? item, string field, string text, string reason)
    {
        Hold(item, field, text, reason);
        return null;
    }

    private void Hold(string? item, string field, string text, string reason)
    {
        _held.Add(new HeldText(item, field, reason) { Text = text });
        if (item is null)
            return;
        if (!_fields.TryGetValue(item, out var fields))
            _fields[item] = fields = [];
        if (!fields.Contains(field))
            fields.Add(field);
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // Joiners belong to emoji and to scripts such as Persian.
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        UnicodeCategory.Control or UnicodeCategory.PrivateUse => true,
        UnicodeCategory.OtherNotAssigned => rune.Value is 0xFFFE or 0xFFFF,
        _ => false,
    };

    private static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = 0;
        foreach (var start in StringInfo.ParseCombiningCharacters(text))
        {
            if (start > max - 1)
                break;
            end = start;
        }

        return text[..end].TrimEnd() + "…";
    }
}
