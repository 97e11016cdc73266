using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Reads lifecycle and health. A word may stand in either field and speak on both axes; the field named after an axis
/// has the last word on it.</summary>
internal static class StatusFields
{
    public static StatusMeaning Read(JsonFields fields, StatusWords words)
    {
        var lifecycle = Meaning(fields, "lifecycle", words);
        var health = Meaning(fields, "health", words);
        if (lifecycle is { Lifecycle: null, Health: { } said } && health?.Health is { } other && said != other)
            Contradiction(fields, "lifecycle", "health", said);
        if (health is { Health: null, Lifecycle: { } stage } && lifecycle?.Lifecycle is { } another && stage != another)
            Contradiction(fields, "health", "lifecycle", stage);
        return new(lifecycle?.Lifecycle ?? health?.Lifecycle, health?.Health ?? lifecycle?.Health);
    }

    private static StatusMeaning? Meaning(JsonFields fields, string field, StatusWords words)
    {
        if (fields.Text(field, PartnerLimits.Word) is not { Length: > 0 } word)
            return null;
        var found = words.Of(word);
        if (found is null)
        {
            fields.Error(
                field,
                "unknown-word",
                $"The hub does not know this word.{words.Question(word)} Known here: {words.Known(field == "lifecycle")}. The "
                    + $"programme office can add your own words.");
        }

        return found;
    }

    private static void Contradiction<T>(JsonFields fields, string field, string axis, T said)
        where T : struct, Enum =>
        fields.Error(
            field,
            "contradicts",
            $"This word says {axis} {StatusWords.Name(said.ToString())}, and {axis} says something else: send one of them, or a "
                + $"word about {field} here.");
}
