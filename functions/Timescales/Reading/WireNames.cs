using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubFunctions.Timescales;

/// <summary>Enum values on the wire as <c>quarter_financial</c>, whatever options the serializer was given.</summary>
public sealed class SnakeCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Enum values on the wire as <c>complete</c>, whatever options the serializer was given.</summary>
public sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
