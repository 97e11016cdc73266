using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>What the hub let pass, named for the sender.</summary>
internal static class Warnings
{
    public static string Of(FieldError doubt) => $"{doubt.Pointer}: {doubt.Detail}";

    public static IReadOnlyList<string> Bounded(List<string> warnings) => warnings.Count <= UpdateLimits.Warnings
        ? warnings
        : [.. warnings.Take(UpdateLimits.Warnings), $"and {warnings.Count - UpdateLimits.Warnings} more"];
}
