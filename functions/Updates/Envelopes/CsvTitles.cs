using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Holds the title in a line against the item that the line names: a spreadsheet turns the id 2.10 into 2.1 and 1-2
/// into a date.
/// Pure.</summary>
internal sealed class CsvTitles
{
    private readonly Dictionary<(string Plan, string Title), List<string>> _items = [];

    public CsvTitles(IEnumerable<StoredPlan> plans)
    {
        foreach (var plan in plans)
        {
            foreach (var item in plan.Items)
            {
                var key = (plan.Plan.Id, Folding.Text(item.Definition.Title));
                if (!_items.TryGetValue(key, out var ids))
                    _items[key] = ids = [];
                ids.Add(item.Id);
            }
        }
    }

    /// <returns>The one item whose title this is, where it is not the one named; else null.</returns>
    public string? Other(string plan, string item, string title) =>
        title.Length > 0 && _items.TryGetValue((plan, Folding.Text(title)), out var ids) && ids is [var only] && only != item
            ? only : null;

    public static FieldError Refusal(string pointer, string meant) =>
        new(
            pointer,
            "other-title",
            $"The title in this line is that of {meant}: write {meant} here, as text where your spreadsheet shortens it, or take "
                + $"the title out.");
}
