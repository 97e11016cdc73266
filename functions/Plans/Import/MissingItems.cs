using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>Items of a plan that a table lacks: they stay, unless the sender takes them out and, where it is many, says how many.
/// Pure.</summary>
internal sealed class MissingItems
{
    private const int MaxNamed = 10;
    private readonly List<string> _staying = [];
    private readonly bool _isRemoving;

    /// <param name="rows">Rows of the table that are items.</param>
    public MissingItems(IReadOnlyList<PlanItem> plan, IReadOnlyList<ItemDefinition> table, ImportChoices choices, int rows)
    {
        _isRemoving = choices.Remove;
        var given = table.ToDictionary(i => i.Id, i => i.Parent, StringComparer.Ordinal);
        var needed = Ancestors(plan, given);
        var missing = plan.Select(i => i.Id).Where(id => !given.ContainsKey(id)).ToList();
        Removable = missing.FindAll(id => !needed.Contains(id));
        List<string> going = choices.Remove ? [.. Removable] : [];
        _staying.AddRange(missing.Except(going, StringComparer.Ordinal));
        Gone = going.ToHashSet(StringComparer.Ordinal);
        IsMuch = Removable.Count > 0 && (rows == 0 || Removable.Count * 2 > plan.Count);
        if (choices.Remove && IsMuch && choices.ConfirmRemove != going.Count)
            Refusal = new(
                "confirmRemove",
                "not-confirmed",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{going.Count} of {plan.Count} items would go ({Named(going)}): send confirmRemove={going.Count} with "
                        + $"remove=true if that is meant, or the whole table."));
    }

    /// <summary>Ids of items that would go where the sender says so.</summary>
    public List<string> Removable { get; }

    /// <summary>Whether that is so many that the number has to be confirmed.</summary>
    public bool IsMuch { get; }

    /// <summary>Ids of items that go.</summary>
    public IReadOnlySet<string> Gone { get; }

    /// <summary>Asks to confirm; null where nothing has to be confirmed.</summary>
    public FieldError? Refusal { get; }

    public void Note(ImportNotes notes)
    {
        foreach (var id in _staying)
            notes.Item(
                id,
                _isRemoving
                    ? "not in the file; it stays, for items of the file stand below it."
                    : "not in the file; it stays. With remove=true it goes.");
        foreach (var id in Gone)
            notes.Item(id, "not in the file; it goes, and its history stays.");
    }

    private static HashSet<string> Ancestors(IReadOnlyList<PlanItem> plan, Dictionary<string, string?> table)
    {
        var parents = plan.ToDictionary(i => i.Id, i => i.Definition.Parent, StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var first in table.Values)
        {
            for (var id = first; id is not null && needed.Add(id);)
                id = table.TryGetValue(id, out var parent) ? parent : parents.GetValueOrDefault(id);
        }

        return needed;
    }

    private static string Named(List<string> ids) =>
        string.Join(", ", ids.Take(MaxNamed))
        + (ids.Count > MaxNamed ? string.Create(CultureInfo.InvariantCulture, $" and {ids.Count - MaxNamed} more") : "");
}
