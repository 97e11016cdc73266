using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>An organisation as entered on a page: other spellings one a line, and who took over. Pure.</summary>
public sealed record OrganisationForm(string Name, string Aliases, string SucceededBy, string From)
{
    public const string Version = "version";

    private const string Day = "yyyy-MM-dd";

    public static OrganisationForm Of(PlanHeader plan, string name)
    {
        var stored = plan.Organisations.FirstOrDefault(o => o.Name == name);
        return new(
            name, string.Join('\n', stored?.Aliases ?? []), stored?.SucceededBy ?? "",
            stored?.From?.ToString(Day, CultureInfo.InvariantCulture) ?? "");
    }

    public static OrganisationForm Of(IFormCollection form)
    {
        string Field(string name) => OneLine.Of(form[name].ToString());
        return new(Field("name"), form["aliases"].ToString(), Field("succeededBy"), Field("from"));
    }

    public FieldError? Refusal =>
        this switch
        {
            { Name.Length: 0 } => new("name", "required", "Give the organisation’s name"),
            { SucceededBy.Length: > 0, From.Length: 0 } => new(
                "from",
                "required",
                "Give the day from which the other organisation takes over, such as 2022-07-01"),
            { SucceededBy.Length: 0, From.Length: > 0 } => new(
                "succeededBy",
                "required",
                "Name who takes over, or empty the day"),
            { From.Length: > 0 } when DayOf() is null => new(
                "from",
                "not-a-date",
                "Give the day with day, month and year, such as 1 July 2022"),
            _ => null,
        };

    /// <summary>A name belongs to one organisation: what becomes another spelling here is one nowhere else, and what was
    /// known of it
    /// comes along.</summary>
    /// <returns>Null where the organisations are not as they were seen.</returns>
    public PlanHeader? In(PlanHeader plan, string version)
    {
        var aliases = LinesOf(Aliases).Where(a => a != Name).ToList();
        var moved = plan.Organisations.Where(o => aliases.Contains(o.Name)).SelectMany(o => o.Aliases ?? []);
        List<string> all = [.. aliases.Concat(moved).Where(a => a != Name).Distinct(StringComparer.Ordinal)];
        var after = new Organisation(Name, all.Count > 0 ? all : null, SucceededBy.Length > 0 ? SucceededBy : null, DayOf());
        var others = plan.Organisations.Where(o => o.Name != Name && !all.Contains(o.Name)).Select(o => Without(o, all));
        List<Organisation> organisations =
        [
            .. others,
            .. all.Count > 0 || after.SucceededBy is not null ? [after] : Array.Empty<Organisation>(),
        ];
        var changed = plan with { Organisations = [.. organisations.OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase)] };
        return VersionOf(changed) != VersionOf(plan) && VersionOf(plan) != version ? null : changed;
    }

    public static string VersionOf(PlanHeader plan) =>
        HeaderEntry.VersionOf(plan.Organisations.OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase).ToList());

    /// <summary>What is stored in the history.</summary>
    public string Said => $"Organisation {Name}: other spellings or succession changed";

    /// <summary>From a pointer of the plan to the input.</summary>
    public static FieldError OfField(FieldError error) => error.Pointer.Split('/') is ["", "organisations", _, var field, ..]
        ? error with { Pointer = field } : error with { Pointer = "" };

    /// <summary>Fields that a preview sends on.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
        [("name", Name), ("aliases", Aliases), ("succeededBy", SucceededBy), ("from", From)];

    private DateOnly? DayOf() => TypedDay.Read(From);

    private static Organisation Without(Organisation organisation, List<string> names) =>
        organisation.Aliases is { } aliases && aliases.Any(names.Contains)
            ? organisation with { Aliases = [.. aliases.Where(a => !names.Contains(a))] } : organisation;

    private static IEnumerable<string> LinesOf(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(OneLine.Of)
            .Distinct(StringComparer.Ordinal);
}
