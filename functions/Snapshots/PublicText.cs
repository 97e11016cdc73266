using System.Globalization;
using System.Text;

namespace HubFunctions.Snapshots;

/// <summary>Text on its way out: cleaned, cut to its bound, or held back and noted.</summary>
public sealed class PublicText
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
        if (Disclosure.Reason(text) is { } reason)
        {
            Hold(item, field, reason);
            return null;
        }

        var clean = Clean(text);
        return clean.Length == 0 ? null : Cut(clean, max);
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

    private void Hold(string? item, string field, string reason)
    {
        _held.Add(new HeldText(item, field, reason));
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
