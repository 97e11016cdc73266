using System.Globalization;
using System.Text;
using System.Text.Json;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Soak;

/// <summary>Runs check.mjs, which reads tables and blobs with Microsoft's own JavaScript clients and knows nothing of the hub's
/// code.</summary>
internal static class SoakChecker
{
    public static async Task<SoakVerdict> RunAsync(string connection, SoakFacts facts, CancellationToken stop)
    {
        var known = JsonSerializer.Serialize(facts, JsonSerializerOptions.Web);
        var answer = await NodeTools.RunAsync("Soak/check.mjs", [connection], known, stop);
        return JsonSerializer.Deserialize<SoakVerdict>(answer, JsonSerializerOptions.Web)!;
    }
}

/// <param name="Faults">The first of them in words.</param>
internal sealed record SoakVerdict(IReadOnlyList<SoakCount> Kinds, IReadOnlyList<string> Faults)
{
    public bool IsClean => Faults.Count == 0 && Kinds.All(k => k is { Lost: 0, Doubled: 0, Wrong: 0, Leaked: 0 });

    public SoakCount this[string kind] => Kinds.Single(k => k.Kind == kind);

    public string Table(TimeSpan duration, IReadOnlyDictionary<string, int> faults)
    {
        var table = new StringBuilder();
        var wrong = string.Join(", ", faults.Select(f => $"{f.Value} {f.Key}"));
        table.AppendLine(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0.#} minutes; {wrong}");
        table.AppendLine("| what | looked at | lost | doubled | wrong | leaked |").AppendLine("|---|---|---|---|---|---|");
        foreach (var k in Kinds)
            table.AppendLine(
                CultureInfo.InvariantCulture, $"| {k.Kind} | {k.Looked} | {k.Lost} | {k.Doubled} | {k.Wrong} | {k.Leaked} |");
        return table.AppendJoin('\n', Faults).ToString();
    }
}

/// <param name="Looked">How many there were to look at.</param>
internal sealed record SoakCount(string Kind, int Looked, int Lost, int Doubled, int Wrong, int Leaked);
