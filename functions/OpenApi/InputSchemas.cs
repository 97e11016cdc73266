using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.OpenApi;

/// <summary>What may be sent: the hub takes more ways of writing a thing than it has of storing it.</summary>
internal static class InputSchemas
{
    private const string IdPattern = "^[a-z0-9][a-z0-9.-]{0,62}$";

    public static JsonObject Update()
    {
        var schema = Schemas.Of<Update>();
        schema["required"] = new JsonArray("plan", "deliverable", "asAt");
        var fields = schema["properties"]!.AsObject();
        fields["plan"] = new JsonObject { ["type"] = "string", ["pattern"] = IdPattern };
        fields["deliverable"] = new JsonObject { ["type"] = "string", ["pattern"] = IdPattern };
        fields["milestone"] = new JsonObject { ["type"] = Optional("string"), ["pattern"] = IdPattern };
        fields["asAt"] = new JsonObject { ["type"] = "string", ["anyOf"] = new JsonArray(new JsonObject { ["format"] = "date-time" }, new JsonObject { ["format"] = "date" }), ["description"] = AsAt.HowTo };
        fields["lifecycle"] = Word<Lifecycle>();
        fields["health"] = Word<Health>();
        fields["percentComplete"] = new JsonObject { ["type"] = Optional("integer"), ["minimum"] = 0, ["maximum"] = 100 };
        fields["forecast"] = Text(PlanLimits.Timescale, "Words or a date.");
        fields["summary"] = Text(PlanLimits.Text, "Public.");
        foreach (var name in (string[])["note", "risks", "next"])
            fields[name] = Text(PlanLimits.Text, "Internal: never published.");
        var measure = fields["measures"]!["items"]!.AsObject();
        measure["required"] = new JsonArray("id");
        measure["properties"]!.AsObject().Remove("asAt");
        fields["measures"]!["maxItems"] = UpdateLimits.MeasuresPerUpdate;
        fields["evidence"] = new JsonObject { ["type"] = Optional("array"), ["maxItems"] = PlanLimits.EvidenceLinks, ["items"] = new JsonObject { ["type"] = "string", ["pattern"] = "^https?://", ["maxLength"] = PlanLimits.Link } };
        fields["reporter"]!.AsObject().Remove("required");
        return schema;
    }

    public static JsonObject Message() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("type", "data"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["const"] = EnvelopeParser.Type },
            ["timestamp"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            ["data"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(Update(), new JsonObject { ["type"] = "array", ["minItems"] = 1, ["maxItems"] = UpdateLimits.Updates, ["items"] = Update() }),
            },
        },
    };

    public static JsonObject Partner() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("name"),
        ["properties"] = new JsonObject
        {
            ["name"] = new JsonObject { ["type"] = "string", ["maxLength"] = PlanLimits.Name },
            ["plans"] = new JsonObject { ["type"] = "array", ["maxItems"] = PartnerLimits.Plans, ["items"] = new JsonObject { ["type"] = "string", ["pattern"] = IdPattern } },
            ["items"] = new JsonObject { ["type"] = "array", ["maxItems"] = PartnerLimits.Items, ["items"] = new JsonObject { ["type"] = "string", ["description"] = "plan/item" } },
            ["statusWords"] = new JsonObject
            {
                ["type"] = "object",
                ["maxProperties"] = PartnerLimits.StatusWords,
                ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, Schemas.Of<StatusMeaning>()) },
            },
        },
    };

    private static JsonObject Word<T>()
        where T : struct, Enum => new()
        {
            ["type"] = Optional("string"),
            ["maxLength"] = PartnerLimits.Word,
            ["description"] = $"{StatusWords.Names<T>()}, or one of the partner's own words; case, spaces and hyphens do not matter.",
        };

    private static JsonObject Text(int max, string description) => new() { ["type"] = Optional("string"), ["maxLength"] = max, ["description"] = description };

    private static JsonArray Optional(string type) => new(type, "null");
}
