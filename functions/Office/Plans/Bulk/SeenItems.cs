using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Items as a page showed them, each with the number of its newest history entry: so whoever sends the page back
/// says what they decided on. Pure.</summary>
public static class SeenItems
{
    /// <summary>Name of the hidden input.</summary>
    public const string Field = "seen";

    /// <summary>Name of the ticks.</summary>
    public const string Tick = "item";

    /// <summary>Name of the tick that means every item of the page.</summary>
    public const string All = "all";

    public static string Of(IEnumerable<PlanItem> items) =>
        string.Join(',', items.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Id}:{i.Sequence}")));

    /// <summary>Those that are ticked, in the order of the page. What is no item of the page is none.</summary>
    public static IReadOnlyList<SeenItem> Chosen(IFormCollection form)
    {
        var ticked = form[Tick].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var isAll = form[All] == "yes";
        var seen = form[Field].ToString().Split(',').Select(Read).OfType<SeenItem>().DistinctBy(s => s.Id);
        return [.. seen.Where(s => isAll || ticked.Contains(s.Id))];
    }

    private static SeenItem? Read(string text) =>
        text.Split(':') is [var id, var number] && Id.IsValid(id)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new(id, sequence)
            : null;
}

/// <param name="Sequence">Number of its newest history entry then.</param>
public sealed record SeenItem(string Id, long Sequence);
