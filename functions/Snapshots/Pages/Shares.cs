using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots.Pages;

/// <summary>The parts of a bar that shows the totals. Widths are in the bar's own units.</summary>
public sealed record Share(Standing Standing, int Count, double Start, double Width);

public static class Shares
{
    private const double Gap = 3;

    private static readonly (Standing Standing, string Light, string Dark)[] Colours =
    [
        (Standing.Complete, "#00703c", "#36a46c"),
        (Standing.OnTrack, "#1d70b8", "#5694ca"),
        (Standing.AtRisk, "#b58105", "#ffdd00"),
        (Standing.OffTrack, "#d4351c", "#ff7a66"),
        (Standing.NotReported, "#6f72af", "#a5a7d6"),
        (Standing.NotStarted, "#8a9296", "#8a9296"),
        (Standing.Paused, "#505a5f", "#b1b4b6"),
        (Standing.Cancelled, "#b1b4b6", "#505a5f"),
    ];

    public static IReadOnlyList<Share> Of(PlanTotals totals, double width)
    {
        var counted = Enum.GetValues<Standing>()
            .Select(s => (Standing: s, Count: Words.Count(totals, s)))
            .Where(c => c.Count > 0)
            .ToList();
        var shares = new List<Share>(counted.Count);
        var room = width - (Gap * Math.Max(0, counted.Count - 1));
        var at = 0.0;
        foreach (var (standing, count) in counted)
        {
            var part = room * count / totals.Items;
            shares.Add(new Share(standing, count, at, part));
            at += part + Gap;
        }

        return shares;
    }

    /// <summary>The totals as one sentence, for those who do not see the bar.</summary>
    public static string Say(PlanTotals totals, string one = "item", Wording? words = null)
    {
        var say = words ?? Wording.English;
        var parts = Of(totals, 1000)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Count} {say.Of(s.Standing).ToLowerInvariant()}"));
        return totals.Items == 0 ? say[$"no {one}s"] : say.Say($"of {say.Count(totals.Items, one)}, {string.Join(", ", parts)}");
    }

    /// <summary>The fills as CSS; the dark ones within <paramref name="dark"/>.</summary>
    public static string Fills(string prefix, string dark) =>
        string.Concat(Colours.Select(c => $"{prefix}.{Words.Css(c.Standing)}{{fill:{c.Light}}}"))
        + dark + "{" + string.Concat(Colours.Select(c => $"{prefix}.{Words.Css(c.Standing)}{{fill:{c.Dark}}}")) + "}";

    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
