using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Reminders;

/// <summary>The five sample plans as they stand on their first day.</summary>
internal static class SamplePlans
{
    public static IEnumerable<(PlanHeader Plan, IReadOnlyList<PlanItem> Items)> Read()
    {
        var assembly = typeof(PlanHeader).Assembly;
        var reader = new TimescaleReader();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.Contains(".plans.", StringComparison.Ordinal)))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var plan = HubJson.Read<PlanDefinition>(text.ReadToEnd());
            var header = plan.ToHeader();
            yield return (header, [.. plan.Items.Select((d, i) => new PlanItem
            {
                Definition = d,
                State = ItemDates.Resolve(reader, header, d, null),
                Order = i,
                Sequence = 1,
            })]);
        }
    }
}
