using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.OpenApi;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Snapshots;
using HubFunctions.Timescales;
using HubFunctions.Updates;

namespace HubFunctions.Tests.OpenApi;

/// <summary>The description is kept by hand: a field that a type gains or loses has to be told there.</summary>
public sealed class DescribedTypesTests
{
    private static readonly JsonObject Schemas = JsonNode.Parse(ApiDescription.Bytes)!["components"]!["schemas"]!.AsObject();

    public static TheoryData<string, Type> Types => new()
    {
        { "Answer", typeof(IntakeResponse) },
        { "Erasure", typeof(ErasureResponse) },
        { "HeldAnswer", typeof(HeldAnswer) },
        { "HeldPage", typeof(HeldPage) },
        { "ItemAnswer", typeof(ItemResponse) },
        { "ItemChanges", typeof(ItemChanges) },
        { "Partner", typeof(PartnerView) },
        { "MessageList", typeof(MessageList) },
        { "OEmbed", typeof(OEmbedResponse) },
        { "PartnerList", typeof(PartnerList) },
        { "PartnerOverview", typeof(PartnerOverview) },
        { "Plan", typeof(PlanDefinition) },
        { "PlanEntered", typeof(PlanEntered) },
        { "PlanView", typeof(PlanView) },
        { "PlanSummary", typeof(PlanSummary) },
        { "Problem", typeof(Problem) },
        { "PublishResult", typeof(PublishResult) },
        { "QuarantinePage", typeof(QuarantinePage) },
        { "Ready", typeof(ReadyState) },
        { "Receipt", typeof(ReceiptView) },
        { "Refused", typeof(RefusedResponse) },
        { "ReminderOverview", typeof(ReminderOverview) },
        { "ReminderStartAnswer", typeof(ReminderStartResponse) },
        { "Reminders", typeof(ReminderResponse) },
        { "Snapshot", typeof(Snapshot) },
        { "Timescale", typeof(TimescaleReading) },
        { "WantedErasure", typeof(WantedErasure) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Has_every_field_of_the_type_that_is_read_or_written(string schema, Type type)
    {
        HubJson.Options.MakeReadOnly(populateMissingResolver: true);
        var seen = new HashSet<(string, Type)>();
        Compare(schema, type, seen);
        Assert.Contains((schema, type), seen);
    }

    private static void Compare(string name, Type type, HashSet<(string Name, Type Type)> seen)
    {
        var info = HubJson.Options.GetTypeInfo(type);
        if (!seen.Add((name, type)))
            return;
        if (info.Kind == JsonTypeInfoKind.None)
        {
            if (type.IsEnum)
                Assert.Equal((name, Words(type)), (name, Words(Schemas[name]!["enum"]!.AsArray().Select(e => (string)e!))));
            return;
        }

        var fields = info.Properties.Where(p => p.Get is not null).ToDictionary(p => p.Name, p => p.PropertyType);
        var described = Schemas[name]!["properties"]!.AsObject();
        Assert.Equal((name, Words(fields.Keys)), (name, Words(described.Select(p => p.Key))));
        foreach (var (field, schema) in described)
        {
            if (Reference(schema!) is { } reference)
                Compare(reference, Inner(fields[field]), seen);
        }
    }

    private static string? Reference(JsonNode schema) =>
        ((string?)schema["$ref"]
            ?? (string?)schema["items"]?["$ref"]
            ?? (string?)(schema["additionalProperties"] as JsonObject)?["$ref"])?.Split('/')[^1];

    /// <summary>What a list or a map holds, or what may be null.</summary>
    private static Type Inner(Type type) =>
        HubJson.Options.GetTypeInfo(type).ElementType ?? Nullable.GetUnderlyingType(type) ?? type;

    private static string Words(Type type) => Words(Enum.GetValuesAsUnderlyingType(type).Cast<object>()
        .Select(v => JsonSerializer.SerializeToNode(Enum.ToObject(type, v), type, HubJson.Options)!.GetValue<string>()));

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));
}
