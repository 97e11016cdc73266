using HubFunctions.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>The acceptance cases of the seed inventory that reading alone decides.</summary>
public sealed class SeedCaseTests
{
    private static readonly DateOnly _kirklees = Day("2021-10-01");

    [Fact]
    public void Case_1_shows_as_ongoing_and_has_a_milestone()
    {
        var reading = Reader.Read("Ongoing. Care Association established by November 2021.", _kirklees);

        Assert.Equal((TimescaleKind.OngoingWithMilestone, true), (reading.Kind, reading.IsOngoing));
        Assert.Equal(
            new TimescaleMilestone(MilestoneType.Complete, "Care Association established", _kirklees, Day("2021-11-30"),
                Day("2021-11-30")),
            Assert.Single(reading.Milestones));
    }

    [Fact]
    public void Case_2_is_next_due_at_the_start_written_second()
    {
        var steps = Reader.Read("Complete Ashbrow: Spring 2023. Start construction in Cleckheaton: Spring 2022.",
            _kirklees).Milestones;

        Assert.Equal([(MilestoneType.Complete, "Ashbrow"), (MilestoneType.Start, "Cleckheaton")],
            steps.Select(static s => (s.Type, s.Label)));
        Assert.Equal((MilestoneType.Start, Day("2022-05-31")),
            (steps.MinBy(static s => s.Due)!.Type, steps.MinBy(static s => s.Due)!.Due));
    }

    [Fact]
    public void Case_3_has_only_a_review_so_it_can_never_be_overdue()
    {
        var reading = Reader.Read("Ongoing with increasing activity to Spring 2022.", _kirklees);

        Assert.True(reading.IsOngoing);
        Assert.Equal((MilestoneType.Review, Day("2022-05-31")), (Assert.Single(reading.Milestones).Type, reading.Due));
    }

    [Fact]
    public void Case_5_is_due_on_a_Sunday_and_reminded_on_the_Friday_before()
    {
        var reading = Reader.Read("First cohort at the end of October 2021.", _kirklees);

        Assert.Equal((Day("2021-10-31"), DayOfWeek.Sunday), (reading.Due, reading.Due!.Value.DayOfWeek));
        Assert.Equal(Day("2021-10-29"), new WorkingDays().OnOrBefore(reading.Due.Value));
    }

    [Fact]
    public void The_twelve_Kirklees_deliverables_have_thirteen_dated_milestones_and_four_are_ongoing()
    {
        var readings = Table.Read("timescales.tsv").Where(static row => row["seen_in"] == "seed 001 Kirklees"
            && row["phrase"] != "From October 2020 - April 2021")
            .Select(static row => Reader.Read(row["phrase"], Day(row["reference_date"]))).ToList();

        Assert.Equal((12, 13, 4), (readings.Count, readings.Sum(static r => r.Milestones.Count),
            readings.Count(static r => r.IsOngoing)));
    }
}
