using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What somebody is limited to, as entered on a page. Pure.</summary>
/// <param name="IsLimited">Null where nothing was chosen.</param>
public sealed record LimitForm(bool? IsLimited, IReadOnlyList<string> Plans, IReadOnlyList<string> Organisations)
{
    public const string Version = "version";
    public const string Choice = "limit";
    public const string All = "all";
    public const string Some = "some";
    public const string PlanField = "plan:";
    public const string OrganisationField = "organisation:";

    public static LimitForm Of(PlanReach? limit) => new(limit is not null, limit?.Plans ?? [], limit?.Organisations ?? []);

    public static LimitForm Of(IFormCollection form)
    {
        bool? isLimited = form[Choice].ToString() switch { All => false, Some => true, _ => null };
        return new(isLimited, Named(form, PlanField), Named(form, OrganisationField));
    }

    public PlanReach? Limit => IsLimited == true ? new PlanReach(Plans, Organisations) : null;

    public FieldError? Refusal => this switch
    {
        { IsLimited: null } => new(Choice, "required", "Choose all plans, or only some"),
        { IsLimited: false } => null,
        _ when Plans.Count + Organisations.Count == 0 => new(Choice, "required", "Choose at least one plan or organisation"),
        _ when Plans.Count + Organisations.Count > OfficePerson.MostLimits =>
            new(Choice, "too-many", $"Choose at most {OfficePerson.MostLimits}: an organisation brings all of its plans"),
        _ when !Plans.All(Id.IsValid) || Organisations.Any(o => o.Length is 0 or > PlanLimits.Name) =>
            new(Choice, "unknown", "Choose among the plans and organisations of the list"),
        _ => null,
    };

    private static string[] Named(IFormCollection form, string prefix) =>
        [
            .. form
                .Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))
                .Select(k => k[prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];
}
