using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Texts of a plan in a mail: one line, cut between characters.</summary>
internal static class Shortened
{
    public const int Title = 160;
    public const int Label = 120;
    public const int Words = 160;

    public static string To(this string text, int most) =>
        OneLine.Of(text) is var line && line.Length > most ? OneLine.Start(line, most - 1).TrimEnd() + "…" : line;
}
