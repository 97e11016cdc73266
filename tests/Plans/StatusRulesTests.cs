using HubFunctions.Plans;
using HubFunctions.Timescales;
using static HubFunctions.Tests.Plans.UpdateRulesTests;

namespace HubFunctions.Tests.Plans;

/// <summary>What an update makes of an item's life, health and dates, and what may be a slip in it.</summary>
public sealed class StatusRulesTests
{
    [Theory]
    [InlineData(Lifecycle.NotStarted, null, Lifecycle.Complete, Lifecycle.Complete)]
    [InlineData(Lifecycle.Complete, null, Lifecycle.NotStarted, Lifecycle.NotStarted)]
    [InlineData(Lifecycle.NotStarted, "start", Lifecycle.InProgress, Lifecycle.InProgress)]
    [InlineData(Lifecycle.NotStarted, "start", Lifecycle.Complete, Lifecycle.InProgress)]
    [InlineData(Lifecycle.NotStarted, "complete", Lifecycle.Verified, Lifecycle.InProgress)]
    [InlineData(Lifecycle.NotStarted, "start", Lifecycle.Paused, Lifecycle.NotStarted)]
    [InlineData(Lifecycle.NotStarted, "start", null, Lifecycle.NotStarted)]
    [InlineData(Lifecycle.Paused, "complete", Lifecycle.Complete, Lifecycle.Paused)]
    [InlineData(Lifecycle.Paused, null, null, Lifecycle.Paused)]
    public void Only_a_word_on_the_whole_completes_a_deliverable(
        Lifecycle before, string? milestone, Lifecycle? said, Lifecycle after) =>
        Assert.Equal(
            after,
            Apply(State() with { Lifecycle = before }, Report() with { Milestone = milestone, Lifecycle = said }).Lifecycle);

    [Theory]
    [InlineData(null, null, Lifecycle.NotStarted)]
    [InlineData(null, 0, Lifecycle.NotStarted)]
    [InlineData(null, 1, Lifecycle.InProgress)]
    [InlineData(Health.OnTrack, null, Lifecycle.InProgress)]
    [InlineData(Health.OnTrack, 0, Lifecycle.InProgress)]
    public void A_health_or_a_percentage_above_zero_starts_a_deliverable(Health? health, int? percent, Lifecycle after)
    {
        var update = Report() with { Health = health, PercentComplete = percent };

        Assert.Equal(after, Apply(State(), update).Lifecycle);
        Assert.Equal(Lifecycle.Cancelled, Apply(State() with { Lifecycle = Lifecycle.Cancelled }, update).Lifecycle);
    }

    [Theory]
    [InlineData(Health.NotReported, Lifecycle.NotStarted, null, Health.NotApplicable)]
    [InlineData(Health.NotReported, Lifecycle.InProgress, null, Health.NotReported)]
    [InlineData(Health.NotReported, null, null, Health.NotReported)]
    [InlineData(Health.NotReported, Lifecycle.NotStarted, Health.AtRisk, Health.AtRisk)]
    [InlineData(Health.OffTrack, Lifecycle.NotStarted, null, Health.OffTrack)]
    public void Health_is_not_applicable_only_of_what_is_said_not_to_have_started(
        Health before, Lifecycle? said, Health? health, Health after) =>
        Assert.Equal(after, Apply(State() with { Health = before }, Report() with { Lifecycle = said, Health = health }).Health);

    [Theory]
    [InlineData(Lifecycle.Complete, true)]
    [InlineData(Lifecycle.Verified, true)]
    [InlineData(Lifecycle.InProgress, false)]
    public void A_milestone_is_complete_on_the_day_of_the_update(Lifecycle said, bool complete)
    {
        var state = Apply(State(), Report() with { Milestone = "start", Lifecycle = said });
        var again = Apply(state, Report() with { Milestone = "start", Lifecycle = said, AsAt = Report().AsAt.AddDays(9) });

        Assert.Equal(complete ? new DateOnly(2022, 5, 20) : null, Done(state, "start"));
        Assert.Equal(Done(state, "start"), Done(again, "start"));
        Assert.Null(Done(state, "complete"));
        Assert.Null(Done(Apply(again, Report() with { Milestone = "start", Lifecycle = Lifecycle.InProgress }), "start"));
        Assert.Equal(Done(again, "start"), Done(Apply(again, Report() with { Milestone = "start" }), "start"));
        Assert.Null(Done(Apply(State(), Report() with { Lifecycle = Lifecycle.Complete }), "complete"));
    }

    [Theory]
    [InlineData(null, "complete-2")]
    [InlineData("start", "start")]
    public void A_forecast_is_that_of_the_milestone_named_or_of_the_last_completion(string? milestone, string about)
    {
        var state = Apply(State(), Report() with { Milestone = milestone, Forecast = "June 2023" });

        Assert.Equal(about, Assert.Single(state.Milestones, m => m.Forecast is not null).Id);
        Assert.Equal(new Forecast("June 2023", new(2023, 6, 30)), state.Milestones.Single(m => m.Id == about).Forecast);
    }

    [Fact]
    public void A_forecast_without_a_completion_is_that_of_the_last_milestone_if_any()
    {
        var steps = State() with { Milestones = [Step("start", MilestoneType.Start), Step("review", MilestoneType.Review)] };
        var update = Report() with { Forecast = "June 2023" };

        Assert.Equal("review", Assert.Single(Apply(steps, update).Milestones, m => m.Forecast is not null).Id);
        var ends = steps with { Milestones = [Step("complete", MilestoneType.Complete), Step("review", MilestoneType.Review)] };
        Assert.Equal("complete", Assert.Single(Apply(ends, update).Milestones, m => m.Forecast is not null).Id);
        Assert.Empty(Apply(State() with { Milestones = [] }, update).Milestones);
    }

    [Theory]
    [InlineData("31 March 2023", null)]
    [InlineData("some day", "unread-forecast")]
    [InlineData("June", null)]
    public void Doubts_a_forecast_that_names_no_date(string words, string? code) =>
        Assert.Equal(code, Doubts(Report() with { Forecast = words }).SingleOrDefault()?.Code);

    [Theory]
    [InlineData("homes", "Flats", null)]
    [InlineData("homes", " HOMES", "other-unit")]
    [InlineData("homes", "flats", null)]
    [InlineData("homes", "acres", "other-unit")]
    [InlineData("homes", null, null)]
    [InlineData("trees", "acres", null)]
    [InlineData("other", null, "unknown-measure")]
    public void Doubts_a_measure_that_the_plan_does_not_know_or_counts_otherwise(string id, string? unit, string? code)
    {
        MeasureValue reported = new() { Id = id, Value = 7, Unit = unit };
        var doubts = Doubts(Report() with { Measures = [new() { Id = "homes", Value = 7 }, reported] });

        Assert.Equal(code, doubts.SingleOrDefault()?.Code);
        if (code is not null)
            Assert.StartsWith("/measures/1/", doubts[0].Pointer, StringComparison.Ordinal);
    }

    private static IReadOnlyList<HubFunctions.Http.FieldError> Doubts(Update update)
    {
        var item = Item();
        MeasureDefinition[] measures =
        [
            new() { Id = "homes", Name = "Homes", Unit = " flats " }, new() { Id = "trees", Name = "Trees", Unit = "" },
        ];
        return UpdateRules.Doubts(
            update, item with { Definition = item.Definition with { Measures = measures } }, plan: null, new TimescaleReader());
    }

    private static DateOnly? Done(ItemState state, string id) => state.Milestones.Single(m => m.Id == id).CompletedOn;
}
