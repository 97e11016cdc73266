using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>A status word that the hub does not know from a partner.</summary>
/// <param name="Word">As the partner wrote it first.</param>
/// <param name="Count">How many refused updates have it.</param>
public sealed record UnknownWord(string Partner, string Word, int Count)
{
    /// <summary>Letters and digits that stand for it on a page.</summary>
    public string Key =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Partner}\n{WordFolding.Fold(Word)}")))[..12];

    public bool IsIn(QuarantineEntry entry) =>
        entry.Partner == Partner && UnknownWords.Of(entry).Any(w => WordFolding.Fold(w) == WordFolding.Fold(Word));
}

/// <summary>Finds them in what was refused. Pure.</summary>
internal static class UnknownWords
{
    private static readonly string[] Fields = ["health", "lifecycle"];

    public static IEnumerable<string> Of(QuarantineEntry entry)
    {
        var unknown = Fields.Where(f => entry.Errors.Any(e => IsOf(e, f))).ToList();
        if (entry.Body is not null || unknown.Count == 0)
            yield break;
        var json = Parsed(entry.Raw);
        foreach (var field in unknown)
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(field, out var value)
                && JsonText.TryRead(value, out var word) && StatusWords.IsWord(word))
                yield return word;
        }
    }

    /// <summary>The commonest first.</summary>
    public static IReadOnlyList<UnknownWord> In(IEnumerable<QuarantineEntry> entries) =>
    [
        .. entries.SelectMany(e => Of(e).DistinctBy(WordFolding.Fold).Select(word => (e.Partner, Word: word)))
            .GroupBy(w => (w.Partner, WordFolding.Fold(w.Word)))
            .Select(g => new UnknownWord(g.Key.Partner, g.First().Word, g.Count())).OrderByDescending(w => w.Count),
    ];

    private static bool IsOf(Http.FieldError error, string field) =>
        error.Code == "unknown-word" && error.Pointer.EndsWith($"/{field}", StringComparison.Ordinal);

    private static JsonElement Parsed(byte[] raw)
    {
        try
        {
            return JsonElement.Parse(raw, EnvelopeParser.Strict);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
