using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Hosting.OpenApi;

/// <summary>JSON Schemas (2020-12) of what goes in and out, made from the types that are read and written.</summary>
public static class Schemas
{
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    public static readonly IReadOnlyDictionary<string, Func<JsonObject>> All = new SortedDictionary<string, Func<JsonObject>>(StringComparer.Ordinal)
    {
        ["answer"] = Of<IntakeAnswer>,
        ["item"] = Of<ItemView>,
        ["message"] = InputSchemas.Message,
        ["partner"] = Of<PartnerView>,
        ["partner-entry"] = InputSchemas.Partner,
        ["plan"] = Of<PlanDefinition>,
        ["plan-entered"] = Of<PlanEntered>,
        ["plan-view"] = Of<PlanView>,
        ["problem"] = Of<Problem>,
        ["quarantine-entry"] = Of<QuarantineView>,
        ["quarantine-page"] = Of<QuarantinePage>,
        ["receipt"] = Of<ReceiptView>,
        ["refused"] = Of<RefusedAnswer>,
        ["update"] = InputSchemas.Update,
    };

    public static JsonObject Of<T>() => HubJson.Options.GetJsonSchemaAsNode(typeof(T), Exporter).AsObject();

    /// <summary>Nulls are left out when written, so only what can never be null is required in an answer.</summary>
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject json)
            return context.TypeInfo.Type == typeof(Rhythm) ? new JsonObject { ["type"] = "string", ["pattern"] = "^P[0-9]{1,4}[DWMY]$" } : new JsonObject();
        if (json["required"] is JsonArray required)
        {
            var nullable = context.TypeInfo.Properties.Where(p => p.IsGetNullable).Select(p => p.Name).ToHashSet();
            json["required"] = new JsonArray([.. required.Select(name => name!.GetValue<string>()).Where(name => !nullable.Contains(name)).Select(name => JsonValue.Create(name))]);
        }

        return json;
    }
}
