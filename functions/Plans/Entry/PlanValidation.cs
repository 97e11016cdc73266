using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>What a plan must keep to before it is entered. Pure; finds every fault, not only the first.</summary>
public static class PlanValidation
{
    public static IReadOnlyList<FieldError> Check(PlanDefinition plan, string id)
    {
        var faults = new ValidationErrors();
        Entries(plan, faults);
        if (faults.All.Count > 0)
            return faults.All;
        if (plan.Id != id)
            faults.Add("/id", "other-id", "The id differs from the one in the address; make them the same.");
        faults.Id("/id", plan.Id);
        faults.Text("/title", plan.Title, PlanLimits.Title);
        faults.Text("/organisation", plan.Organisation, PlanLimits.Name, required: false);
        faults.Text("/period", plan.Period, PlanLimits.Name, required: false);
        faults.Text("/area", plan.Area, PlanLimits.Name, required: false);
        faults.Count("/owners", plan.Owners.Count, PlanLimits.Owners);
        faults.Count("/items", plan.Items.Count, PlanLimits.Items);
        faults.Date("/referenceDate", plan.ReferenceDate);
        PlanDates.Check(plan.Calendar, faults);
        PublicationCheck.Check(plan.Publication, faults);
        Organisations(plan, faults);
        Owners(plan, faults);
        Items(plan, faults);
        return faults.All;
    }

    /// <summary>JSON lists may hold null, which no type of ours forbids.</summary>
    private static void Entries(PlanDefinition plan, ValidationErrors faults)
    {
        faults.Entries("/owners", plan.Owners);
        faults.Entries("/organisations", plan.Organisations);
        for (var i = 0; i < plan.Organisations.Count; i++)
            faults.Entries($"/organisations/{i}/aliases", plan.Organisations[i]?.Aliases ?? []);
        faults.Entries("/items", plan.Items);
        for (var i = 0; i < plan.Items.Count; i++)
        {
            if (plan.Items[i] is { } item)
                faults.Entries($"/items/{i}/measures", item.Measures);
        }
    }

    private static void Organisations(PlanDefinition plan, ValidationErrors faults)
    {
        faults.Count("/organisations", plan.Organisations.Count, PlanLimits.Organisations);
        for (var i = 0; i < plan.Organisations.Count; i++)
        {
            var (organisation, at) = (plan.Organisations[i], $"/organisations/{i}");
            faults.Text($"{at}/name", organisation.Name, PlanLimits.Name);
            faults.Count($"{at}/aliases", organisation.Aliases?.Count ?? 0, PlanLimits.Aliases);
            for (var a = 0; a < (organisation.Aliases?.Count ?? 0); a++)
                faults.Text($"{at}/aliases/{a}", organisation.Aliases![a], PlanLimits.Name);
            Succession(plan, organisation, at, faults);
        }
    }

    private static void Succession(PlanDefinition plan, Organisation organisation, string at, ValidationErrors faults)
    {
        faults.Text($"{at}/succeededBy", organisation.SucceededBy, PlanLimits.Name, required: false);
        if (organisation.From is { } from)
            faults.Date($"{at}/from", from);
        if (organisation.SucceededBy is not { Length: > 0 } next)
            return;
        if (organisation.From is null)
            faults.Add($"{at}/from", "required", "Give the first day of the successor, such as 2022-07-01.");
        for (var step = 0; step <= plan.Organisations.Count && next is { Length: > 0 }; step++)
        {
            if (next == organisation.Name)
            {
                faults.Add(
                    $"{at}/succeededBy",
                    "circle",
                    "An organisation does not come after itself; name the body that took over.");
                return;
            }

            next = plan.Organisations.FirstOrDefault(o => o.Name == next)?.SucceededBy;
        }
    }

    private static void Owners(PlanDefinition plan, ValidationErrors faults)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var known = plan.Owners.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < plan.Owners.Count; i++)
        {
            var (owner, at) = (plan.Owners[i], $"/owners/{i}");
            faults.Id($"{at}/id", owner.Id);
            if (!ids.Add(owner.Id))
                faults.Add($"{at}/id", "twice", "Another owner has this id; give each its own.");
            faults.Text($"{at}/name", owner.Name, PlanLimits.Name, required: false);
            faults.Text($"{at}/role", owner.Role, PlanLimits.Name, required: false);
            if (owner.Email is { } email && !EmailAddresses.IsValid(email))
                faults.Add(
                    $"{at}/email",
                    "not-an-address",
                    "This is not an e-mail address; give one such as name@example.gov.uk, without a display name.");
            faults.Reference($"{at}/deputy", owner.Deputy, known, "owner");
            faults.Reference($"{at}/escalateTo", owner.EscalateTo, known, "owner");
        }
    }

    private static void Items(PlanDefinition plan, ValidationErrors faults)
    {
        var owners = plan.Owners.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        var known = plan.Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Items.Count; i++)
        {
            var (item, at) = (plan.Items[i], $"/items/{i}");
            faults.Id($"{at}/id", item.Id);
            if (!ids.Add(item.Id))
                faults.Add($"{at}/id", "twice", "Another item has this id; give each its own.");
            faults.Text($"{at}/title", item.Title, PlanLimits.Title);
            faults.Text($"{at}/level", item.Level, PlanLimits.Name);
            faults.Text($"{at}/label", item.Label, PlanLimits.Name, required: false);
            faults.Text($"{at}/timescale", item.Timescale, PlanLimits.Timescale, required: false);
            faults.Reference($"{at}/owner", item.Owner, owners, "owner");
            faults.Reference($"{at}/parent", item.Parent, known, "item");
            faults.Reference($"{at}/after", item.After, known, "item");
            faults.Count($"{at}/partners", item.Partners.Count, PlanLimits.PartnersPerItem);
            for (var p = 0; p < item.Partners.Count; p++)
                faults.Text($"{at}/partners/{p}", item.Partners[p], PlanLimits.Name);
            Measures(item, at, faults);
        }

        Ancestry(plan, faults);
    }

    private static void Measures(ItemDefinition item, string at, ValidationErrors faults)
    {
        faults.Count($"{at}/measures", item.Measures.Count, PlanLimits.MeasuresPerItem);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var m = 0; m < item.Measures.Count; m++)
        {
            var measure = item.Measures[m];
            faults.Id($"{at}/measures/{m}/id", measure.Id);
            if (!ids.Add(measure.Id))
                faults.Add($"{at}/measures/{m}/id", "twice", "Another measure of this item has this id; give each its own.");
            faults.Text($"{at}/measures/{m}/name", measure.Name, PlanLimits.Name);
            faults.Text($"{at}/measures/{m}/unit", measure.Unit, PlanLimits.Name, required: false);
        }
    }

    /// <summary>A parent chain that comes back to itself, or is deeper than any real plan.</summary>
    private static void Ancestry(PlanDefinition plan, ValidationErrors faults)
    {
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var item in plan.Items)
            parents.TryAdd(item.Id, item.Parent);
        for (var i = 0; i < plan.Items.Count; i++)
        {
            var depth = 0;
            for (var at = plan.Items[i].Parent; at is not null && depth <= PlanLimits.Depth; at = parents.GetValueOrDefault(at))
                depth++;
            if (depth > PlanLimits.Depth)
                faults.Add(
                    $"/items/{i}/parent",
                    "no-top",
                    $"Its parents lead round in a circle or more than {PlanLimits.Depth} levels up; give a parent nearer the "
                        + $"top.");
        }
    }
}
