using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Samples;

/// <summary>Five real strategies, the bodies that report on them and what they reported, as they lie in the assembly.</summary>
internal static class SampleData
{
    private const string Root = "HubFunctions.Samples.data.";
    private static readonly string[] PlanNames = ["kirklees", "leicestershire", "wakefield", "westminster-kc", "cheshire-west"];

    public static IEnumerable<PlanDefinition> Plans() => PlanNames.Select(name => Read<PlanDefinition>($"plans.{name}"));

    public static IReadOnlyList<JsonElement> Partners() => Read<List<JsonElement>>("partners");

    /// <summary>In order; the later ones are news only once the calendar has come so far.</summary>
    public static IEnumerable<SampleMessage> Messages() =>
        Read<List<SampleMessage>>("updates").Concat(Read<List<SampleMessage>>("updates-later"));

    private static T Read<T>(string name)
    {
        using var stream = typeof(SampleData).Assembly.GetManifestResourceStream($"{Root}{name}.json")!;
        return JsonSerializer.Deserialize<T>(stream, HubJson.Options)!;
    }
}

internal sealed record SampleMessage(string Partner, string Id, DateTimeOffset Timestamp, JsonElement Data);
