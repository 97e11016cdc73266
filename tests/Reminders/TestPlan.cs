using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Reminders;

internal static class TestPlan
{
    public static readonly Owner Owner = new()
    {
        Id = "councillor",
        Name = "Councillor Khan",
        Email = "councillor@council.example",
        Deputy = "deputy",
        EscalateTo = "holder",
    };

    public static PlanHeader Header(string id = "plan", params Owner[] owners) => new()
    {
        Id = id,
        Title = "Council Plan",
        ReferenceDate = new(2021, 10, 1),
        ReviewEvery = new ReviewInterval(120, 0),
        Owners = owners.Length > 0 ? owners :
        [
            Owner,
            new() { Id = "deputy", Name = "Deputy", Email = "deputy@council.example" },
            new() { Id = "holder", Name = "Portfolio holder", Email = "holder@council.example" },
            new() { Id = "board-secretary", Name = "Board secretary", Email = "secretary@council.example" },
        ],
    };

    public static PlanItem Item(
        string id,
        DateOnly? due,
        DateOnly? remindBy = null,
        MilestoneType type = MilestoneType.Complete,
        string? owner = "councillor") =>
        new()
        {
            Definition = new()
            {
                Id = id,
                Title = $"Title of {id}",
                Owner = owner,
                Timescale = "words",
            },
            State = new()
            {
                Reading = new(
                    due is null ? TimescaleKind.Unknown : TimescaleKind.Date,
                    due,
                    due,
                    due is null ? Confidence.None : Confidence.High,
                    []),
                Milestones = due is null
                    ? []
                    :
                    [
                        new()
                        {
                            Id = type == MilestoneType.Complete ? "complete" : "review",
                            Type = type,
                            Due = due,
                            Original = due,
                            RemindBy = remindBy ?? due,
                        },
                    ],
            },
        };
}
