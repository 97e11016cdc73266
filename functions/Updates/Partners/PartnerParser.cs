using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The body of <c>PUT /api/partners/{partner}</c>: <c>{ name, plans: [], items: ["plan/item"], statusWords: { "amber": {
/// "health": "atRisk" } } }</c>. A word may also stand for one of the hub's own: <c>"delivered": "complete"</c>.</summary>
internal static class PartnerParser
{
    private static readonly List<string> Fields = ["id", "name", "plans", "items", "statusWords", "words"];
    private static readonly List<string> MeaningFields = ["lifecycle", "health"];

    /// <summary>The partner, to be completed with what it had before; with errors it is of no use.</summary>
    public static (Partner Partner, IReadOnlyList<FieldError> Errors, IReadOnlyList<FieldError> Unknown) Read(
        string id,
        JsonElement json)
    {
        var errors = new List<FieldError>();
        var unknown = new List<FieldError>();
        var fields = new JsonFields(json, Fields, "", errors, unknown);
        if (fields.Id("id", required: false) is { } given && given != id)
            fields.Error("id", "other-id", "The id in the body is not the one in the address: leave it out.");
        var words = JsonFields.IsAbsent(fields["statusWords"]) ? "words" : "statusWords";
        if (words == "statusWords" && !JsonFields.IsAbsent(fields["words"]))
            fields.Error("words", "given-twice", "The words are in statusWords: add these to them, and leave words out.");
        var partner = new Partner
        {
            Id = id,
            Name = fields.Text("name", PlanLimits.Name, required: true) ?? "",
            Plans = Ids(fields, "plans", PartnerLimits.Plans, Id.IsValid, "Give ids of plans; GET /api/plans lists them."),
            Items = Ids(fields, "items", PartnerLimits.Items, IsItem, "Give items as \"plan/item\", such as \"kirklees/2.1\"."),
            StatusWords = Words(fields[words], words, errors),
        };
        if (errors.Count == 0 && partner is { Plans: [], Items: [] })
            fields.Error("plans", "required", "Name the plans, or single items, that the partner may report on.");
        return (partner, errors, unknown);
    }

    private static bool IsItem(string text) => text.Split('/') is [var plan, var item] && Id.IsValid(plan) && Id.IsValid(item);

    private static IReadOnlyList<string> Ids(JsonFields fields, string field, int max, Predicate<string> isGood, string fix)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, value) in fields.List(field, max))
        {
            if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var id) && isGood(id))
                ids.Add(id);
            else
                fields.Error($"{field}/{index}", "bad-id", fix);
        }

        return [.. ids];
    }

    private static Dictionary<string, StatusMeaning> Words(JsonElement json, string field, List<FieldError> errors)
    {
        var words = new Dictionary<string, StatusMeaning>(StringComparer.Ordinal);
        if (JsonFields.IsAbsent(json))
            return words;
        var folded = new HashSet<string>(StringComparer.Ordinal);
        if (json.ValueKind != JsonValueKind.Object || json.GetPropertyCount() > PartnerLimits.StatusWords)
        {
            errors.Add(
                new(
                    $"/{field}",
                    "not-an-object",
                    $"Give an object of at most {PartnerLimits.StatusWords} words, such as {{ \"amber\": {{ \"health\": "
                        + $"\"atRisk\" }} }}."));
            return words;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!JsonText.TryName(property, out var word) || !StatusWords.IsWord(word))
                errors.Add(
                    new(
                        $"/{field}",
                        "bad-word",
                        $"A word has 1 to {PartnerLimits.Word} characters that can be seen: rewrite or remove this one."));
            else if (!folded.Add(WordFolding.Fold(word)))
                errors.Add(
                    new(
                        $"/{field}/{JsonFields.Escape(word)}",
                        "duplicate-key",
                        "The word is there twice; case, spaces, hyphens and kinds of apostrophe do not matter. Keep one."));
            else if (Meaning(property.Value, $"/{field}/{JsonFields.Escape(word)}", errors) is not { } meaning)
                continue;
            else if (StatusWords.Canonical(word) is { } own && meaning.Contradicts(own))
                errors.Add(
                    new(
                        $"/{field}/{JsonFields.Escape(word)}",
                        "canonical-word",
                        $"This is one of the hub's own words and always means {Meaning(own)}: leave it out, or add the other "
                            + $"axis only."));
            else
                words.Add(word, meaning);
        }

        return words;
    }

    private static string Meaning(StatusMeaning own) =>
        own.Lifecycle is { } lifecycle
            ? $"lifecycle {StatusWords.Name(lifecycle.ToString())}"
            : $"health {StatusWords.Name(own.Health.ToString()!)}";

    private static StatusMeaning? Meaning(JsonElement json, string at, List<FieldError> errors)
    {
        var meaning = new StatusMeaning(null, null);
        if (json.ValueKind == JsonValueKind.String)
        {
            if (JsonText.TryRead(json, out var word))
                meaning = new(StatusWords.CanonicalLifecycle(word), StatusWords.CanonicalHealth(word));
        }
        else
        {
            var unknown = new List<FieldError>();
            var fields = new JsonFields(json, MeaningFields, at, errors, unknown);
            // What is ignored here would be a status that nobody gets.
            errors.AddRange(
                unknown.Select(u =>
                    u with
                    {
                        Code = "unknown-axis",
                        Detail =
                            $"A word speaks of lifecycle or health: give one of these "
                                + $"names.{Nearest.Question(u.Pointer[(at.Length + 1)..], MeaningFields)}",
                    }));
            var lifecycle = fields.Text("lifecycle", PartnerLimits.Word) is { } l
                ? StatusWords.CanonicalLifecycle(l) ?? Wrong<Lifecycle>(fields, "lifecycle", l)
                : null;
            var health = fields.Text("health", PartnerLimits.Word) is { } h
                ? StatusWords.CanonicalHealth(h) ?? Wrong<Health>(fields, "health", h)
                : null;
            meaning = new(lifecycle, health);
        }

        if (meaning is not { Lifecycle: null, Health: null })
            return meaning;
        errors.Add(
            new(
                at,
                "no-meaning",
                $"Say what it means: {StatusWords.Names<Lifecycle>()} for lifecycle, {StatusWords.Names<Health>()} for health."));
        return null;
    }

    private static T? Wrong<T>(JsonFields fields, string field, string word)
        where T : struct, Enum
    {
        var other = typeof(T) == typeof(Lifecycle) ? "health" : "lifecycle";
        var names = Enum.GetNames<T>().Select(StatusWords.Name);
        var isOther = StatusWords.Canonical(word) is not null;
        fields.Error(
            field,
            "unknown-word",
            isOther
                ? $"This word is about {other}: give it as {other}."
                : $"Give one of: {string.Join(", ", names)}.{Nearest.Question(word, names)}");
        return null;
    }
}
