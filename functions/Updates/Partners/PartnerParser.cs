using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The body of <c>PUT /api/partners/{partner}</c>: <c>{ name, plans: [], items: ["plan/item"], statusWords: { "amber": { "health": "atRisk" } } }</c>.
/// A word may also stand for one of the hub's own: <c>"delivered": "complete"</c>.</summary>
internal static class PartnerParser
{
    private static readonly List<string> Fields = ["id", "name", "plans", "items", "statusWords", "words"];
    private static readonly List<string> MeaningFields = ["lifecycle", "health"];

    /// <summary>The partner, to be completed with what it had before; with errors it is of no use.</summary>
    public static (Partner Partner, IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Unknown) Read(string id, JsonElement json)
    {
        var errors = new List<FieldError>();
        var unknown = new List<string>();
        var fields = new JsonFields(json, Fields, "", errors, unknown);
        if (fields.Id("id", required: false) is { } given && given != id)
            fields.Error("id", "other-id", "The id in the body is not the one in the address: leave it out.");
        var words = JsonFields.IsAbsent(fields["statusWords"]) ? "words" : "statusWords";
        var partner = new Partner
        {
            Id = id,
            Name = fields.Text("name", PlanLimits.Name, required: true) ?? "",
            Plans = Ids(fields, "plans", PartnerLimits.Plans, Id.IsValid, "Give plan ids."),
            Items = Ids(fields, "items", PartnerLimits.Items, IsItem, "Give items as \"plan/item\"."),
            StatusWords = Words(fields[words], words, errors, unknown),
        };
        if (errors.Count == 0 && partner is { Plans: [], Items: [] })
            fields.Error("plans", "required", "Name the plans, or single items, that the partner may report on.");
        return (partner, errors, unknown);
    }

    private static bool IsItem(string text) => text.Split('/') is [var plan, var item] && Id.IsValid(plan) && Id.IsValid(item);

    private static IReadOnlyList<string> Ids(JsonFields fields, string field, int max, Predicate<string> isGood, string mend)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, value) in fields.List(field, max))
        {
            if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var id) && isGood(id))
                ids.Add(id);
            else
                fields.Error($"{field}/{index}", "bad-id", mend);
        }

        return [.. ids];
    }

    private static Dictionary<string, StatusMeaning> Words(JsonElement json, string field, List<FieldError> errors, List<string> unknown)
    {
        var words = new Dictionary<string, StatusMeaning>(StringComparer.Ordinal);
        if (JsonFields.IsAbsent(json))
            return words;
        var normalised = new HashSet<string>(StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Object || json.GetPropertyCount() > PartnerLimits.StatusWords)
        {
            errors.Add(new($"/{field}", "not-an-object", $"Give an object of at most {PartnerLimits.StatusWords} words."));
            return words;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!JsonText.TryName(property, out var word) || word.Length > PartnerLimits.Word || StatusWords.Normalise(word).Length == 0 || JsonText.HasControl(word))
                errors.Add(new($"/{field}", "bad-word", $"A word has 1 to {PartnerLimits.Word} characters."));
            else if (!normalised.Add(StatusWords.Normalise(word)))
                errors.Add(new($"/{field}/{JsonFields.Escape(word)}", "duplicate-key", "The word is there twice; case, spaces and hyphens do not matter."));
            else if (Meaning(property.Value, $"/{field}/{JsonFields.Escape(word)}", errors, unknown) is not { } meaning)
                continue;
            else if (StatusWords.Canonical(word) is not { } own)
                words.Add(word, meaning);
            else if (meaning.Contradicts(own))
                errors.Add(new($"/{field}/{JsonFields.Escape(word)}", "canonical-word", "This is one of the hub's own words and always means itself: leave it out."));
        }

        return words;
    }

    private static StatusMeaning? Meaning(JsonElement json, string at, List<FieldError> errors, List<string> unknown)
    {
        var meaning = new StatusMeaning(null, null);
        if (json.ValueKind == JsonValueKind.String)
        {
            if (JsonText.TryRead(json, out var word))
                meaning = new(StatusWords.CanonicalLifecycle(word), StatusWords.CanonicalHealth(word));
        }
        else
        {
            var fields = new JsonFields(json, MeaningFields, at, errors, unknown);
            var lifecycle = fields.Text("lifecycle", PartnerLimits.Word) is { } l ? StatusWords.CanonicalLifecycle(l) ?? Wrong<Lifecycle>(fields, "lifecycle") : null;
            var health = fields.Text("health", PartnerLimits.Word) is { } h ? StatusWords.CanonicalHealth(h) ?? Wrong<Health>(fields, "health") : null;
            meaning = new(lifecycle, health);
        }

        if (meaning is not { Lifecycle: null, Health: null })
            return meaning;
        errors.Add(new(at, "no-meaning", $"Say what it means: {StatusWords.Names<Lifecycle>()} for lifecycle, {StatusWords.Names<Health>()} for health."));
        return null;
    }

    private static T? Wrong<T>(JsonFields fields, string field)
        where T : struct, Enum
    {
        fields.Error(field, "unknown-word", $"Give one of: {StatusWords.Names<T>()}.");
        return null;
    }
}
