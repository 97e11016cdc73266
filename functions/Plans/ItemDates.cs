using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>From an item's words to its reading and milestones. What is known of a milestone survives a new reading under the
/// same id.</summary>
public static class ItemDates
{
    /// <param name="before">The state to carry over; null for a new item.</param>
    public static ItemState Resolve(ITimescaleReader reader, PlanHeader plan, ItemDefinition item, ItemState? before)
    {
        var meaning = before?.Reading.Override;
        var read = reader.Read(meaning?.Text ?? item.Timescale, plan.ReferenceDate, plan.Calendar);
        var reading = new Reading(read.Kind, read.Earliest, read.Due, read.Confidence, read.Assumptions, meaning)
        {
            Ongoing = read.IsOngoing,
        };
        var milestones = Milestones(read, before?.Milestones ?? []);
        var completed = read.Kind == TimescaleKind.Completed;
        return before is null
            ? new ItemState
            {
                Reading = reading,
                Milestones = milestones,
                Lifecycle = completed ? Lifecycle.Complete : Lifecycle.NotStarted,
            }
            : before with
            {
                Reading = reading,
                Milestones = milestones,
            };
    }

    private static List<Milestone> Milestones(TimescaleReading read, IReadOnlyList<Milestone> before)
    {
        var milestones = new List<Milestone>(read.Milestones.Count);
        Span<int> seen = [0, 0, 0];
        foreach (var step in read.Milestones)
        {
            var nth = ++seen[(int)step.Type];
            var type = step.Type switch { MilestoneType.Start => "start", MilestoneType.Complete => "complete", _ => "review" };
            var id = nth == 1 ? type : $"{type}-{nth}";
            var known = before.FirstOrDefault(m => m.Id == id);
            milestones.Add(new Milestone
            {
                Id = id,
                Type = step.Type,
                Label = step.Label,
                Earliest = step.Earliest,
                Original = known is null ? step.Due : known.Original ?? step.Due,
                Due = known?.Approval?.Due ?? step.Due,
                RemindBy = known?.Approval?.Due ?? step.RemindBy ?? step.Due,
                Approval = known?.Approval,
                Forecast = known?.Forecast,
                CompletedOn = known?.CompletedOn,
            });
        }

        return milestones;
    }
}
