using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>A partner as entered on a page: its lists have one entry a line. Pure.</summary>
public sealed record PartnerForm(string Id, string Name, string Plans, string Items, string Words)
{
    public const string Version = "version";

    public static readonly PartnerForm Empty = new("", "", "", "", "");

    public static PartnerForm Of(Partner partner) => new(
        partner.Id, partner.Name, Lines(partner.Plans), Lines(partner.Items),
        Lines(partner.StatusWords.Select(w => $"{w.Key} = {Say.Meaning(w.Value.Lifecycle, w.Value.Health)}")));

    /// <param name="id">Of the page; null where the form says it.</param>
    public static PartnerForm Of(IFormCollection form, string? id) => new(
        id ?? OneLine.Of(form["id"].ToString()), OneLine.Of(form["name"].ToString()),
        form["plans"].ToString(), form["items"].ToString(), form["words"].ToString());

    /// <summary>By the same rules as the call that enters a partner. Errors point at the fields of the page.</summary>
    public (Partner? Partner, IReadOnlyList<FieldError> Errors) Read()
    {
        if (!HubFunctions.Plans.Id.IsValid(Id))
            return (null, [new("id", "bad-id", "Give 1 to 63 characters a-z, 0-9, dot and hyphen, the first a letter or digit")]);
        var words = new JsonObject();
        foreach (var line in LinesOf(Words))
        {
            var at = line.LastIndexOf('=');
            if (at < 0)
                return (null, [new("words", "no-meaning", $"“{line}” says nothing: write it as amber = at risk")]);
            if (!words.TryAdd(line[..at].Trim(), MeaningOf(line[(at + 1)..])))
                return (null, [new("words", "duplicate-key", $"“{line[..at].Trim()}” is there twice: keep one")]);
        }

        var json = new JsonObject
        {
            ["name"] = Name,
            ["plans"] = Array(Plans),
            ["items"] = Array(Items),
            ["statusWords"] = words,
        };
        var (partner, errors, _) = PartnerParser.Read(Id, JsonSerializer.SerializeToElement(json));
        return errors.Count > 0 ? (null, [.. errors.Select(OfField)]) : (partner, []);
    }

    /// <summary>Whether a stored partner says the same: a press repeated changes nothing.</summary>
    public static bool IsSame(Partner one, Partner other) => Of(one) == Of(other);

    /// <summary>"complete, on track" speaks of both axes.</summary>
    private static JsonObject MeaningOf(string text)
    {
        var meaning = new JsonObject();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            meaning[StatusWords.CanonicalLifecycle(word) is null ? "health" : "lifecycle"] = word;
        return meaning;
    }

    private FieldError OfField(FieldError error) => error.Pointer.Split('/') switch
    {
        ["", "plans" or "items", var index] when int.TryParse(index, out var at) && Entry(error.Pointer, at) is { } entry =>
            error with { Pointer = error.Pointer.Split('/')[1], Detail = $"{entry}: {error.Detail}" },
        ["", "statusWords", var word, ..] => error with { Pointer = "words", Detail = $"{word}: {error.Detail}" },
        ["", "statusWords"] => error with { Pointer = "words" },
        ["", var field, ..] => error with { Pointer = field },
        _ => error,
    };

    private string? Entry(string pointer, int at) =>
        LinesOf(pointer.StartsWith("/plans", StringComparison.Ordinal) ? Plans : Items).ElementAtOrDefault(at);

    private static JsonArray Array(string text) => [.. LinesOf(text).Select(line => JsonValue.Create(line))];

    private static IEnumerable<string> LinesOf(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
