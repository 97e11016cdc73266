using HubFunctions.Plans;
using HubFunctions.Snapshots;

namespace HubFunctions.Office;

/// <summary>What changes of items would do to what the public sees, in the words of the public pages. Pure.</summary>
public static class PublicEffect
{
    /// <param name="after">The changed items by id.</param>
    /// <returns>Sentences by item; none where the public sees no difference.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(
        StoredPlan plan, IReadOnlyDictionary<string, PlanItem> after, DateOnly today)
    {
        if (!plan.Plan.IsPublic())
            return after.Keys.ToDictionary(id => id, _ => Say("the plan is not public"));
        var old = Shown(plan.Plan, plan.Items, today);
        var now = Shown(plan.Plan, [.. plan.Items.Select(i => after.GetValueOrDefault(i.Id, i))], today);
        var differences = Differences.Between(old, now).ToDictionary(d => d.Item);
        var shown = now.Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> held = plan.Header.IsOnHold(today) ? ["Shown once the hold on publication ends."] : [];
        return after.Keys.ToDictionary(id => id, Sentences);

        IReadOnlyList<string> Sentences(string id) =>
            !shown.Contains(id) ? Say("the item is not public")
            : !differences.TryGetValue(id, out var difference) ? ["The public page stays as it is."]
            : [.. difference.Changes.Select(c => Wording.English.Of(c)), .. held];
    }

    private static IReadOnlyList<string> Say(string why) => [$"The public sees nothing of it: {why}."];

    private static Snapshot Shown(PlanHeader plan, IReadOnlyList<PlanItem> items, DateOnly today)
    {
        var (content, _) = PublicView.Of(plan, items, today);
        return new(Snapshot.CurrentSchema, content.Plan, default, 0, null, null, "", content.Totals, content.Items);
    }
}
