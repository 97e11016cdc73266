using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>How the hub writes JSON everywhere: camelCase, enums in words, nulls left out, dates as yyyy-MM-dd. The kind of a
/// timescale is snake_case on the wire and camelCase in storage, where earlier versions read it too.</summary>
public static class HubJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new SnakeCase<TimescaleKind>(),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
        Encoder = JavaScriptEncoder.Default,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 32,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    /// <summary>The same with nulls written, where a null says "there is none".</summary>
    public static readonly JsonSerializerOptions Answers = new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    /// <summary>The same for table columns, where no HTML can meet it: characters stand for themselves.</summary>
    private static readonly JsonSerializerOptions Stored = InStorage();

    private static JsonSerializerOptions InStorage()
    {
        var options = new JsonSerializerOptions(Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        options.Converters.Insert(0, new CamelCase<TimescaleKind>());
        return options;
    }

    /// <summary>Text for a table column.</summary>
    public static string Store<T>(T value) => JsonSerializer.Serialize(value, Stored);

    /// <summary>Reads a table column.</summary>
    /// <exception cref="JsonException">The text is not what <see cref="Store"/> gives.</exception>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Stored) ?? throw new JsonException("The stored text is null.");
}
