using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Something that somebody should do.</summary>
/// <param name="Address">Of the list where it is done.</param>
/// <param name="Action">What the link says.</param>
public sealed record WorkLine(string Text, string Address, string Action)
{
    /// <summary>What waits in all plans together.</summary>
    /// <param name="held">Texts that wait for a decision.</param>
    /// <param name="refused">Updates in quarantine, counted up to 1,000.</param>
    /// <param name="oldest">Day on which the oldest of them came, London.</param>
    public static IEnumerable<WorkLine> Of(int held, int refused, DateOnly? oldest)
    {
        if (held > 0)
            yield return new($"{Count(held, "text")} held back from publication", "/office/held", "Decide");
        if (refused > 0)
            yield return new(
                $"{Count(refused, "update")} refused{(oldest is { } day ? $", the oldest on {Say.Day(day)}" : "")}",
                "/office/refused",
                "Correct");
    }

    /// <summary>What one plan needs; nothing while it is a draft, or once it is closed.</summary>
    public static IEnumerable<WorkLine> Of(PlanLook plan)
    {
        if (plan.Plan.IsWaiting())
            yield return new(
                "Reminders wait: nobody is asked until they are started",
                $"/office/plans/{plan.Plan.Id}/reminders",
                "See who would get mail");
        if (!plan.IsInForce)
            yield break;
        var silent = plan.Items.Count(plan.IsSilent);
        if (silent > 0)
            yield return Line(
                plan,
                $"{Count(silent, "deliverable")} {(silent == 1 ? "has" : "have")} not been reported on in time{Board(plan)}",
                "silent",
                "See who");
        var contradicted = plan.Items.Count(i => Standings.IsContradicted(i, plan.Today));
        if (contradicted > 0)
            yield return Line(
                plan,
                $"{Count(contradicted, "item")} {(contradicted == 1 ? "contradicts its" : "contradict their")} dates: on track, "
                    + $"and overdue",
                "contradictory",
                "Look");
        var unowned = plan.Items.Count(plan.IsUnowned);
        if (unowned > 0)
            yield return Line(
                plan,
                $"{Count(unowned, "item")} {(unowned == 1 ? "has" : "have")} no owner",
                RowAction.Unowned,
                "Give owners");
        var nameless = plan.OwnersWithoutAddress.Count;
        if (nameless > 0)
            yield return Line(
                plan,
                $"{Count(nameless, "owner")} {(nameless == 1 ? "has" : "have")} no address",
                RowAction.NoAddress,
                "Enter addresses");
        foreach (
            var year in plan.Items.Where(plan.NeedsAnnualCouncil).Select(i => plan.AnnualCouncilOf(i)!.Value).Distinct().Order())
            yield return Line(
                plan,
                $"The date of the annual council meeting in {year} is missing",
                "annual-council",
                "See what depends on it");
        if (plan.NextBoard is null)
            yield return new(
                "No date of the next Board meeting is entered", $"/office/plans/{plan.Plan.Id}/publishing#board", "Enter it");
    }

    public static string Count(int count, string one) =>
        count == 1 ? $"1 {one}" : FormattableString.Invariant($"{count:N0} {one}s");

    private static string Board(PlanLook plan) =>
        plan.NextBoard is { } day
            ? day == plan.Today
                ? "; the Board meets today"
                : $"; the Board meets in {Count(day.DayNumber - plan.Today.DayNumber, "day")}"
            : "";

    private static WorkLine Line(PlanLook plan, string text, string filter, string action) =>
        new(text, $"/office/plans/{plan.Plan.Id}{(filter == "all" ? "" : $"?show={filter}")}", action);
}
