using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What a pack calls things.</summary>
internal static class PackWords
{
    public const string ErasedText = "(text erased)";

    public static string Of(PackLineKind line) => line switch
    {
        PackLineKind.Deliverables => "Deliverables",
        PackLineKind.Ongoing => "Ongoing, with no end",
        PackLineKind.Overdue => "Overdue",
        PackLineKind.Undated => "Without a date",
        PackLineKind.Unowned => "Without an owner",
        PackLineKind.Complete => Say.Standing(Standing.Complete),
        PackLineKind.OnTrack => Say.Standing(Standing.OnTrack),
        PackLineKind.AtRisk => Say.Standing(Standing.AtRisk),
        PackLineKind.OffTrack => Say.Standing(Standing.OffTrack),
        PackLineKind.NotReported => Say.Standing(Standing.NotReported),
        PackLineKind.NotStarted => Say.Standing(Standing.NotStarted),
        PackLineKind.Paused => Say.Standing(Standing.Paused),
        _ => Say.Standing(Standing.Cancelled),
    };

    public static string Of(PackReason reason) => reason switch
    {
        PackReason.Overdue => "overdue",
        PackReason.OffTrack => "off track",
        PackReason.AtRisk => "at risk",
        _ => "no report in time",
    };

    public static string Why(PackException exception)
    {
        var words = string.Join(", ", exception.Why.Select(Of));
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Name(string id, string? title) => $"{id} {title ?? ErasedText}";

    public static string Owner(PackOwner? owner) => owner?.ToString() ?? "nobody";

    public static string Reported(DateOnly? day) => day is { } known ? Say.Day(known) : "never";

    /// <summary>The forecast in the partner's words, and the day that they were read as.</summary>
    public static string? NewDate(string? forecast, DateOnly? day) => (forecast, day) switch
    {
        (null, null) => null,
        (null, { } known) => Say.Day(known),
        ({ } words, null) => words,
        ({ } words, { } known) => words == Say.Day(known) ? words : $"{words} ({Say.Day(known)})",
    };

    public static string Figure(int figure) => FormattableString.Invariant($"{figure:N0}");
}
