namespace HubFunctions.Plans;

/// <summary>The plans that somebody of the office is limited to: every other is, for them, not there.</summary>
/// <remarks>It follows the call, as <see cref="Acting"/> does, so that no page can forget to pass it on.</remarks>
/// <param name="Plans">Ids.</param>
/// <param name="Organisations">All plans of these organisations, by their names; case and spaces make no difference.</param>
public sealed record PlanReach(IReadOnlyList<string> Plans, IReadOnlyList<string> Organisations)
{
    /// <summary>For who must not see any.</summary>
    public static readonly PlanReach Nothing = new([], []);

    private static readonly AsyncLocal<PlanReach?> Call = new();

    /// <summary>Of the call under way; null where nothing limits it.</summary>
    public static PlanReach? Current => Call.Value;

    public static void Limit(PlanReach? reach) => Call.Value = reach;

    /// <returns>Null where the plan itself has to say whose it is.</returns>
    public bool? IncludesId(string plan) => Plans.Contains(plan) ? true : Organisations.Count == 0 ? false : null;

    public bool Includes(PlanHeader plan) =>
        Plans.Contains(plan.Id) || (plan.Organisation.Length > 0
            && Organisations.Any(name => Folding.Text(name) == Folding.Text(plan.Organisation)));
}
