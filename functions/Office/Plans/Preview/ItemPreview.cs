using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>A change of an item before it is made.</summary>
/// <param name="Told">Who is written to from then on, and when next; a sentence.</param>
/// <param name="Public">What the public page will say; sentences.</param>
public sealed record ItemPreview(PlanItem Before, PlanItem After, string Told, IReadOnlyList<string> Public)
{
    /// <summary>What differs, each as before and after.</summary>
    public IEnumerable<(string What, string From, string To)> Lines(PlanHeader plan)
    {
        if (Before.Definition.Owner != After.Definition.Owner)
            yield return ("Owner", Say.Owner(plan, Before.Definition.Owner), Say.Owner(plan, After.Definition.Owner));
        var (old, now) = (Before.State.Reading, After.State.Reading);
        if (old.Override?.Text != now.Override?.Text)
            yield return ("Read as", Window(old), Window(now));
        foreach (var step in After.State.Milestones)
        {
            var was = Before.State.Milestones.FirstOrDefault(m => m.Id == step.Id);
            if (was?.Due != step.Due)
                yield return ($"Approved: {Say.Step(step)}", Say.Day(was?.Due), Say.Day(step.Due));
        }

        foreach (var step in Before.State.Milestones.Where(m => After.State.Milestones.All(a => a.Id != m.Id)))
            yield return ($"Approved: {Say.Step(step)}", Say.Day(step.Due), "no such step");
    }

    private static string Window(Reading reading) => Snapshots.Words.Window(reading.Earliest, reading.Due);

    /// <summary>What was assumed in reading other words.</summary>
    public IReadOnlyList<string> Assumptions =>
        Before.State.Reading.Override?.Text == After.State.Reading.Override?.Text ? [] : After.State.Reading.Assumptions;
}
