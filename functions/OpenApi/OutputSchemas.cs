using System.Text.Json.Nodes;
using HubFunctions.Plans;

namespace HubFunctions.OpenApi;

/// <summary>Bodies that are written field by field, not from a type of their own.</summary>
internal static class OutputSchemas
{
    /// <summary>A list under <c>plans</c>.</summary>
    public static JsonObject Plans<T>() => Object(("plans", new JsonObject { ["type"] = "array", ["items"] = Schemas.Placed(Schemas.Of<T>(), "#/properties/plans/items") }));

    public static JsonObject Hold()
    {
        var schema = Object(("plan", Text()), ("onHold", new JsonObject { ["type"] = "boolean" }));
        schema["properties"]!["since"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        schema["properties"]!["reason"] = Text();
        return schema;
    }

    public static JsonObject Live() => Object(("status", new JsonObject { ["const"] = "live" }));

    public static JsonObject Restored() => Object(("plan", Text()), ("rows", new JsonObject { ["type"] = "integer" }));

    /// <summary>First what it is, then a row each.</summary>
    public static JsonObject Backup() => new()
    {
        ["type"] = "array",
        ["minItems"] = 2,
        ["prefixItems"] = new JsonArray(Object(
            ("backup", new JsonObject { ["const"] = PlanBackup.Format }), ("version", new JsonObject { ["const"] = PlanBackup.Version }), ("plan", Text()),
            ("takenAt", new JsonObject { ["type"] = "string", ["format"] = "date-time" }))),
        ["items"] = Object(("key", Text()), ("columns", new JsonObject { ["type"] = "object" })),
    };

    public static JsonObject MailEvents() => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object", ["description"] = "As SendGrid's event webhook sends them." } };

    private static JsonObject Object(params (string Name, JsonNode Schema)[] required) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(f => JsonValue.Create(f.Name))]),
        ["properties"] = new JsonObject(required.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Schema))),
    };

    private static JsonObject Text() => new() { ["type"] = "string" };
}
