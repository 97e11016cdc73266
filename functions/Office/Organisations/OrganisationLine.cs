using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>An organisation that a plan names. Pure.</summary>
/// <param name="Items">That name it, in whatever spelling.</param>
/// <param name="Known">What is entered of it; null for nothing.</param>
public sealed record OrganisationLine(string Name, IReadOnlyList<PlanItem> Items, Organisation? Known)
{
    /// <summary>What is called by names of today, and what nothing names any more.</summary>
    public static IReadOnlyList<OrganisationLine> Of(StoredPlan plan)
    {
        // Successions leave each organisation a line of its own.
        var names = new OrganisationNames(plan.Plan, DateOnly.MinValue);
        var items = plan.Items.SelectMany(i => i.Definition.Partners.Select(p => (Name: names.Of(p), Item: i)))
            .Distinct().ToLookup(p => p.Name, p => p.Item, StringComparer.Ordinal);
        var known = plan.Plan.Organisations.DistinctBy(o => o.Name).ToDictionary(o => o.Name, StringComparer.Ordinal);
        return
        [
            .. items.Select(i => i.Key).Union(known.Keys, StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)
                .Select(name => new OrganisationLine(name, [.. items[name]], known.GetValueOrDefault(name))),
        ];
    }

    public IEnumerable<string> Facts()
    {
        yield return Items.Count == 0 ? "named by no item" : $"named by {WorkLine.Count(Items.Count, "item")}";
        if (Known?.Aliases is { Count: > 0 } aliases)
            yield return $"also written {string.Join(", ", aliases)}";
        if (Known is { SucceededBy: { } next, From: { } from })
            yield return $"succeeded by {next} from {Say.Day(from)}";
    }
}

/// <summary>What changes in what people read of an item.</summary>
/// <param name="From">The first day on which it does.</param>
public sealed record RenamedPartner(PlanItem Item, string Before, string After, DateOnly From)
{
    /// <summary>On the day, and on the days from which successors take over.</summary>
    public static IReadOnlyList<RenamedPartner> Of(StoredPlan before, PlanHeader after, DateOnly today)
    {
        var days = after
            .Organisations.Select(o => o.From)
            .OfType<DateOnly>()
            .Where(d => d > today)
            .Append(today)
            .Distinct()
            .Order();
        var renamed = new List<RenamedPartner>();
        foreach (var day in days)
        {
            var (was, becomes) = (new OrganisationNames(before.Plan, day), new OrganisationNames(after, day));
            renamed.AddRange(
                from item in before.Items
                from partner in item.Definition.Partners.Distinct(StringComparer.Ordinal)
                where was.Of(partner) != becomes.Of(partner)
                select new RenamedPartner(item, was.Of(partner), becomes.Of(partner), day));
        }

        return [.. renamed.DistinctBy(r => (r.Item.Id, r.Before, r.After))];
    }
}
