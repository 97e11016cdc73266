namespace HubFunctions.Plans;

/// <summary>How organisations are called on a day, whatever a plan or a partner writes: another spelling is the organisation's
/// name, and from its day on a successor's. Pure.</summary>
public sealed class OrganisationNames
{
    private readonly Dictionary<string, string> _aliases;
    private readonly Dictionary<string, string> _successors;

    /// <param name="today">The day in London.</param>
    public OrganisationNames(PlanHeader plan, DateOnly today)
    {
        var all = plan.Organisations;
        _aliases = all.SelectMany(o => (o.Aliases ?? []).Select(alias => (Alias: alias, o.Name))).DistinctBy(o => o.Alias)
            .ToDictionary(o => o.Alias, o => o.Name, StringComparer.Ordinal);
        _successors = all.Where(o => o.SucceededBy is { Length: > 0 } && o.From <= today).DistinctBy(o => o.Name)
            .ToDictionary(o => o.Name, o => o.SucceededBy!, StringComparer.Ordinal);
    }

    public string Of(string written)
    {
        var name = _aliases.GetValueOrDefault(written, written);
        // No more steps than there are successors: a circle ends somewhere.
        for (var step = 0; step < _successors.Count && _successors.TryGetValue(name, out var next); step++)
            name = _aliases.GetValueOrDefault(next, next);
        return name;
    }
}
