using HubFunctions.Plans;
using HubFunctions.Snapshots;

namespace HubFunctions.Office;

/// <summary>What a partner's word may mean, on either axis. Pure.</summary>
internal static class MeaningWords
{
    private static readonly (Health Health, string Words)[] Healths =
        [
            (Health.OnTrack, "On track"),
            (Health.AtRisk, "At risk"),
            (Health.OffTrack, "Off track"),
            (Health.NotReported, "Not reported"),
            (Health.NotApplicable, "Not applicable")];

    /// <summary>Values of the input, with what they are called.</summary>
    public static readonly IReadOnlyList<(string Value, string Words)> Each =
    [
        .. Healths.Select(h => ($"health:{h.Health}", $"Health: {h.Words}")),
        .. Enum.GetValues<Lifecycle>().Select(l => ($"lifecycle:{l}", $"Lifecycle: {Words.Of(l)}")),
    ];

    /// <returns>Null when the value is none of <see cref="Each"/>.</returns>
    public static StatusMeaning? Read(string value) => value.Split(':') switch
    {
        ["health", var name] when Enum.TryParse<Health>(name, out var health) && Enum.IsDefined(health) => new(null, health),
        ["lifecycle", var name] when Enum.TryParse<Lifecycle>(name, out var lifecycle) && Enum.IsDefined(lifecycle) =>
            new(lifecycle, null),
        _ => null,
    };
}
