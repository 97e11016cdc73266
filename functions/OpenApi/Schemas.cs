using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Timescales;
using HubFunctions.Updates;

namespace HubFunctions.OpenApi;

/// <summary>JSON Schemas (2020-12) of what goes in and out, made from the types that are read and written.</summary>
public static class Schemas
{
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    public static readonly IReadOnlyDictionary<string, Func<JsonObject>> All = new SortedDictionary<string, Func<JsonObject>>(StringComparer.Ordinal)
    {
        ["answer"] = Of<IntakeResponse>,
        ["backup"] = OutputSchemas.Backup,
        ["erasure"] = Of<ErasureResponse>,
        ["hold"] = OutputSchemas.Hold,
        ["item"] = Of<ItemView>,
        ["item-answer"] = Of<ItemResponse>,
        ["item-changes"] = Of<ItemChanges>,
        ["live"] = OutputSchemas.Live,
        ["mail-events"] = OutputSchemas.MailEvents,
        ["message"] = InputSchemas.Message,
        ["partner"] = Of<PartnerView>,
        ["partner-messages"] = Of<MessageList>,
        ["partner-overview"] = Of<PartnerOverview>,
        ["partners"] = Of<PartnerList>,
        ["partner-entry"] = InputSchemas.Partner,
        ["plan"] = Of<PlanDefinition>,
        ["plan-entered"] = Of<PlanEntered>,
        ["plan-view"] = Of<PlanView>,
        ["plans"] = () => OutputSchemas.Plans<PlanSummary>(),
        ["problem"] = Of<Problem>,
        ["published"] = () => OutputSchemas.Plans<PublishResult>(),
        ["quarantine-entry"] = Of<QuarantineView>,
        ["quarantine-page"] = Of<QuarantinePage>,
        ["ready"] = Of<ReadyState>,
        ["receipt"] = Of<ReceiptView>,
        ["refused"] = Of<RefusedResponse>,
        ["reminder-overview"] = Of<ReminderOverview>,
        ["reminder-start"] = Of<ReminderStartResponse>,
        ["reminders"] = Of<ReminderResponse>,
        ["restored"] = OutputSchemas.Restored,
        ["held"] = Of<HeldPage>,
        ["held-answer"] = Of<HeldAnswer>,
        ["wanted-redaction"] = Of<WantedRedaction>,
        ["wanted-release"] = Of<WantedRelease>,
        ["wanted-return"] = Of<WantedReturn>,
        ["snapshot"] = Of<Snapshot>,
        ["timescale"] = Of<TimescaleReading>,
        ["update"] = InputSchemas.Update,
        ["wanted-erasure"] = Of<WantedErasure>,
    };

    public static JsonObject Of<T>()
    {
        // Options that nothing was written with yet know no types.
        HubJson.Options.MakeReadOnly(populateMissingResolver: true);
        return HubJson.Options.GetJsonSchemaAsNode(typeof(T), Exporter).AsObject();
    }

    /// <summary>References within a schema point from its root, which is elsewhere now.</summary>
    public static JsonNode Placed(JsonNode node, string root)
    {
        if (node is JsonObject json)
        {
            if (json["$ref"]?.GetValue<string>() is ['#', ..] reference)
                json["$ref"] = root + reference[1..];
            foreach (var child in json.Select(p => p.Value).OfType<JsonNode>())
                Placed(child, root);
        }
        else if (node is JsonArray list)
        {
            foreach (var child in list.OfType<JsonNode>())
                Placed(child, root);
        }

        return node;
    }

    /// <summary>Nulls are left out when written, so only what can never be null is required in an answer.</summary>
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject json)
            return context.TypeInfo.Type == typeof(ReviewInterval) ? new JsonObject { ["type"] = "string", ["pattern"] = "^P[0-9]{1,4}[DWMY]$" } : new JsonObject();
        if (json["required"] is JsonArray required)
        {
            var nullable = context.TypeInfo.Properties.Where(p => p.IsGetNullable).Select(p => p.Name).ToHashSet();
            json["required"] = new JsonArray([.. required.Select(name => name!.GetValue<string>()).Where(name => !nullable.Contains(name)).Select(name => JsonValue.Create(name))]);
        }

        return json;
    }
}
