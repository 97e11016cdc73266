using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HubFunctions.Tests.Upgrade;

/// <summary>Holds an answer to what was known before. A later version may say more, in another order,
/// but nothing else.</summary>
internal static class KnownFacts
{
    public static void AssertHold(JsonNode? known, JsonNode? answer, string at = "")
    {
        switch (known)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                    AssertHold(
                        $"{at}/{name}".EndsWith("/reading/kind", StringComparison.Ordinal) ? OnTheWire(value) : value,
                        answer?[name],
                        $"{at}/{name}");
                break;
            case JsonArray list:
                Assert.True(list.Count == (answer as JsonArray)?.Count, Difference(known, answer, at));
                for (var place = 0; place < list.Count; place++)
                    AssertHold(list[place], answer![place], string.Create(CultureInfo.InvariantCulture, $"{at}/{place}"));
                break;
            default:
                Assert.True(IsSame(known, answer), Difference(known, answer, at));
                break;
        }
    }

    /// <summary>The version before wrote the kind of a timescale as its rows have it; answers now say it as documented.</summary>
    private static JsonNode? OnTheWire(JsonNode? kind) =>
        kind is JsonValue value && value.TryGetValue<string>(out var word)
            ? JsonNamingPolicy.SnakeCaseLower.ConvertName(word)
            : kind;

    private static string Difference(JsonNode? known, JsonNode? answer, string at) =>
        $"{at} was {known?.ToJsonString()} and is {answer?.ToJsonString()}";

    private static bool IsSame(JsonNode? known, JsonNode? answer) =>
        JsonNode.DeepEquals(known, answer) || (Instant(known) is { } instant && instant == Instant(answer));

    private static DateTimeOffset? Instant(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String && value.AsValue().TryGetValue<DateTimeOffset>(out var instant)
            ? instant
            : null;
}
