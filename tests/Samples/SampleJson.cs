using System.Text.Json;

namespace HubFunctions.Tests.Samples;

internal static class SampleJson
{
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static JsonElement[] List(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? [.. value.EnumerateArray()] : [];

    public static bool Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.GetBoolean();

    public static DateTimeOffset Instant(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();

    /// <summary>Every string in the document with the name of the property that holds it.</summary>
    public static IEnumerable<(string Property, string Text)> Strings(this JsonElement element, string property = "") =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Value.Strings(p.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(e => e.Strings(property)),
            JsonValueKind.String => [(property, element.GetString()!)],
            _ => [],
        };
}
