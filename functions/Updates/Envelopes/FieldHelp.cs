using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What belongs in a field, for who left it out or spelt it otherwise.</summary>
internal static class FieldHelp
{
    private const string Lists = "GET /api/partners/{your id} lists them";

    private static readonly Dictionary<string, string> Contents = new(StringComparer.Ordinal)
    {
        ["type"] = $"the text \"{EnvelopeParser.Type}\"",
        ["data"] = "one update, or a list of updates",
        ["plan"] = $"the id of the plan that the update is about; {Lists}",
        ["deliverable"] = $"the id of the plan's item that the update is about; {Lists}",
        ["asAt"] = "the time that the update speaks of, such as 2022-05-24T09:30:00Z or 2022-05-24",
        ["id"] = "the id of the measure as the plan names it",
        ["name"] = "what people call the partner",
    };

    /// <summary>What other systems call the hub's fields.</summary>
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["status"] = "health",
        ["rag"] = "health",
        ["ragstatus"] = "health",
        ["stage"] = "lifecycle",
        ["item"] = "deliverable",
        ["action"] = "deliverable",
        ["date"] = "asAt",
        ["timestamp"] = "asAt",
        ["reportdate"] = "asAt",
        ["progress"] = "percentComplete",
        ["percent"] = "percentComplete",
        ["comment"] = "summary",
        ["comments"] = "summary",
        ["description"] = "summary",
        ["nextsteps"] = "next",
        ["links"] = "evidence",
        ["words"] = "statusWords",
    };

    public static string Missing(string field) =>
        Contents.TryGetValue(field, out var content) ? $"Add {field}: {content}." : $"Add {field}.";

    /// <summary>For a field that the hub does not know.</summary>
    public static string Ignored(string name, IReadOnlyCollection<string> known)
    {
        var meant =
            Synonyms.TryGetValue(WordFolding.Fold(name), out var synonym) && known.Contains(synonym)
                ? synonym
                : Nearest.Of(name, known);
        return meant is null ? "unknown field, ignored" : $"unknown field, ignored; did you mean {meant}?";
    }
}
