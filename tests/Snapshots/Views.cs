using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Plans of any size, made from values alone.</summary>
internal static partial class Views
{
    public static readonly DateTimeOffset At = new(2022, 5, 24, 7, 0, 0, TimeSpan.Zero);

    public static PublicContent Plan(int items, Func<PlanItem, PlanItem>? change = null, PlanHeader? header = null) =>
        PublicView
            .Of(
                header ?? Header(),
                [.. Enumerable.Range(1, items).Select(Item).Select(change ?? (i => i))],
                LondonTime.DateOf(At))
            .Content;

    public static PlanHeader Header() =>
        new()
        {
            Id = "plan",
            Title = "A plan",
            Organisation = "A council",
            ReferenceDate = new(2022, 1, 1),
        };

    public static PlanItem Item(int number)
    {
        var due = new DateOnly(2022, 3, 1).AddDays(number % 700);
        return new()
        {
            Definition = new()
            {
                Id = $"d{number}",
                Title = $"Deliverable number {number} of the plan",
                Timescale = $"by {due}",
                Label = "Deliverable",
            },
            Sequence = 1,
            Order = number,
            State = new()
            {
                Lifecycle = Lifecycle.InProgress,
                Health = Health.OnTrack,
                AsAt = At.AddDays(-1),
                Summary = $"Work on number {number} goes on as planned.",
                Reading = new(TimescaleKind.Date, due, due, Confidence.High, []),
                Milestones =
                [
                    new()
                    {
                        Id = "complete",
                        Type = MilestoneType.Complete,
                        Earliest = due,
                        Original = due,
                        Due = due,
                        RemindBy = due,
                    },
                ],
            },
        };
    }
}
