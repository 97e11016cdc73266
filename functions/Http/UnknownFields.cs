using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HubFunctions.Plans;

namespace HubFunctions.Http;

/// <summary>Fields of a body that the hub's types do not have: read over by the reader, so that somebody has to name them.
/// Pure.</summary>
public static class UnknownFields
{
    private const int MaxNamed = 50;

    /// <returns>One sentence a field, entries of lists counted together; never more of the body than names of fields.</returns>
    public static IReadOnlyList<string> Of<T>(JsonElement body)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        Look(body, HubJson.Options.GetTypeInfo(typeof(T)), "", found);
        return
        [
            .. found
                .Take(MaxNamed)
                .Select(f =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{f.Key} is no field of a plan; ignored{(f.Value > 1 ? $" ({f.Value} times)" : "")}. Check its "
                            + $"spelling.")),
            .. found.Count > MaxNamed
                ? (string[])
                    [
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{found.Count - MaxNamed} more fields are none of a plan; ignored."),
                    ]
                : [],
        ];
    }

    private static void Look(JsonElement json, JsonTypeInfo type, string at, Dictionary<string, int> found)
    {
        if (type.Kind == JsonTypeInfoKind.Object && json.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in json.EnumerateObject())
            {
                var pointer = $"{at}/{field.Name}";
                if (type.Properties.FirstOrDefault(p => string.Equals(p.Name, field.Name, StringComparison.OrdinalIgnoreCase)) is
                    { } known)
                    Look(field.Value, HubJson.Options.GetTypeInfo(known.PropertyType), pointer, found);
                else
                    Count(
                        field.Name.Contains('@', StringComparison.Ordinal) || field.Name.Length > 63 ? $"{at}/…" : pointer,
                        found);
            }
        }
        else if (type.Kind == JsonTypeInfoKind.Enumerable
            && json.ValueKind == JsonValueKind.Array
            && type.ElementType is { } element)
        {
            foreach (var entry in json.EnumerateArray())
                Look(entry, HubJson.Options.GetTypeInfo(element), $"{at}/*", found);
        }
    }

    private static void Count(string pointer, Dictionary<string, int> found) =>
        found[pointer] = found.GetValueOrDefault(pointer) + 1;
}
