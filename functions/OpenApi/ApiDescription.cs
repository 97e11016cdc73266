using System.Text.Json.Nodes;
using HubFunctions.Http;

namespace HubFunctions.OpenApi;

/// <summary>The description of every call, <c>openapi.json</c>: kept by hand, held to the functions and to real answers by
/// tests.</summary>
public static class ApiDescription
{
    private const string Components = "#/components/schemas/";
    private const string Definitions = "#/$defs/";

    private static readonly Lazy<JsonObject> Document = new(() => JsonNode.Parse(Bytes)!.AsObject());

    /// <summary>The file as it is checked in.</summary>
    public static byte[] Bytes { get; } = EmbeddedFile.Read("HubFunctions.OpenApi.openapi.json");

    /// <summary>Names of the schemas, such as Update.</summary>
    public static IReadOnlyList<string> SchemaNames => [.. All.Select(s => s.Key).Order(StringComparer.Ordinal)];

    private static JsonObject All => Document.Value["components"]!["schemas"]!.AsObject();

    /// <summary>A schema by itself: what it refers to stands under <c>$defs</c>.</summary>
    /// <param name="name">Case and hyphens do not matter: Update, update; PlanEntered, plan-entered.</param>
    /// <returns>Null where there is none.</returns>
    public static (string Name, JsonObject Schema)? Find(string name)
    {
        var wanted = name.Replace("-", "", StringComparison.Ordinal);
        if (All.Select(s => s.Key).FirstOrDefault(n => n.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return null;
        var schema = All[found]!.DeepClone().AsObject();
        var definitions = new JsonObject();
        Gather(schema, definitions);
        if (definitions.Count > 0)
            schema["$defs"] = definitions;
        return (found, schema);
    }

    private static void Gather(JsonNode? node, JsonObject definitions)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list)
                Gather(element, definitions);
        }

        if (node is not JsonObject json)
            return;
        if (json["$ref"]?.GetValue<string>() is { } reference)
        {
            var name = reference[Components.Length..];
            json["$ref"] = Definitions + name;
            if (!definitions.ContainsKey(name))
            {
                definitions[name] = All[name]!.DeepClone();
                Gather(definitions[name], definitions);
            }
        }

        foreach (var child in json.ToList())
            Gather(child.Value, definitions);
    }
}
