using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What is looked for in a plan, as its address says it. Pure.</summary>
/// <param name="Words">In titles, ids and owners; empty for all.</param>
/// <param name="Owner">Id of an owner; empty for all.</param>
/// <param name="Partner">As the plan writes it; empty for all.</param>
public sealed record ItemSearch(string Words, string Owner, string Partner)
{
    public static ItemSearch Of(HttpRequest request)
    {
        string Field(string name) => OneLine.Of(request.Query[name].ToString());
        return new(Field("q"), Field("owner"), Field("partner"));
    }

    public bool IsEmpty => Words.Length + Owner.Length + Partner.Length == 0;

    public bool Has(PlanHeader plan, PlanItem item) =>
        (Owner.Length == 0 || item.Definition.Owner == Owner)
        && (Partner.Length == 0 || item.Definition.Partners.Contains(Partner, StringComparer.OrdinalIgnoreCase))
        && (Words.Length == 0 || Texts(plan, item).Any(text => text.Contains(Words, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Address of a list with the same search.</summary>
    public string In(string plan, ItemFilter filter)
    {
        (string Name, string Value)[] all =
            [("show", filter == ItemFilter.All ? "" : filter.Key), ("q", Words), ("owner", Owner), ("partner", Partner)];
        var query = string.Join('&', all.Where(f => f.Value.Length > 0).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}"));
        return $"/office/plans/{plan}{(query.Length > 0 ? "?" + query : "")}";
    }

    /// <summary>An id is found whole: d1 is not d10.</summary>
    private IEnumerable<string> Texts(PlanHeader plan, PlanItem item)
    {
        yield return item.Definition.Title;
        if (item.Id.Equals(Words, StringComparison.OrdinalIgnoreCase))
            yield return item.Id;
        if (plan.OwnerOf(item.Definition.Owner) is not { } owner)
            yield break;
        foreach (var text in new[] { owner.Name, owner.Role }.OfType<string>())
            yield return text;
        if (owner.Id.Equals(Words, StringComparison.OrdinalIgnoreCase))
            yield return owner.Id;
    }
}
