using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Infra;

/// <summary>One declaration in a Bicep file. An expression that is not a literal reads as its source text.</summary>
internal sealed record Declaration(string Path, string Name, JsonNode? Node)
{
    public string Type => Node!["of"]!.GetValue<string>().Split('@')[0];

    public string ApiVersion => Node!["of"]!.GetValue<string>().Split('@')[1];

    public JsonObject Body => Node!["body"]!.AsObject();

    /// <summary>Literal or source text of the value at a dotted path; null where there is none.</summary>
    public string? Value(string dotted) => Read(At(dotted));

    public JsonNode? At(string dotted) => dotted.Split('.').Aggregate((JsonNode?)Body, (node, key) => (node as JsonObject)?[key]);

    public override string ToString() => $"{Path}: {Name}";

    public static string? Read(JsonNode? node) => node switch
    {
        null => null,
        JsonObject o when o["$expr"] is { } text => text.GetValue<string>(),
        JsonValue v => v.ToString(),
        _ => node.ToJsonString(),
    };
}
