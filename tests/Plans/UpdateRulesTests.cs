using HubFunctions.Plans;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Plans;

public sealed class UpdateRulesTests
{
    private static readonly DateTimeOffset At = new(2022, 5, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimescaleReader Reader = new();

    [Fact]
    public void Takes_an_update_of_an_item_that_is_part_of_a_plan() =>
        Assert.Null(UpdateRules.Refusal(Report(), hasPlan: true, Item()));

    [Fact]
    public void Refuses_a_plan_an_item_and_a_milestone_that_are_not_there()
    {
        Assert.Equal("unknown-plan", UpdateRules.Refusal(Report(), hasPlan: false, Item())?.Code);
        Assert.Equal("unknown-deliverable", UpdateRules.Refusal(Report(), hasPlan: true, item: null)?.Code);
        Assert.Equal("unknown-deliverable", UpdateRules.Refusal(Report(), hasPlan: true, Item() with { Removed = true })?.Code);
        var refusal = UpdateRules.Refusal(Report() with { Milestone = "sign" }, hasPlan: true, Item());
        Assert.Equal(("/milestone", "unknown-milestone"), (refusal?.Pointer, refusal?.Code));
        Assert.Contains("start, complete, complete-2", refusal?.Detail, StringComparison.Ordinal);
        Assert.Null(UpdateRules.Refusal(Report() with { Milestone = "start" }, hasPlan: true, Item()));
    }

    [Fact]
    public void Tells_a_sender_that_an_item_has_no_milestones_at_all() => Assert.Contains(
        "none, so leave the field out",
        UpdateRules.Refusal(Report() with { Milestone = "start" }, hasPlan: true, Of(State() with { Milestones = [] }))?.Detail,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(99, 1, true)]
    [InlineData(98, 2, true)]
    [InlineData(99, 2, false)]
    [InlineData(100, 1, false)]
    public void Keeps_at_most_a_hundred_measures_of_an_item(int known, int added, bool taken)
    {
        var item = Of(State() with { Measures = [.. Enumerable.Range(0, known).Select(n => Figure($"old{n}"))] });
        var update = Report() with { Measures = [.. Enumerable.Range(0, added).Select(n => Figure($"new{n}"))] };

        var refusal = UpdateRules.Refusal(update, hasPlan: true, item);

        Assert.Equal(taken ? null : $"/measures/{added - 1}/id", refusal?.Pointer);
        Assert.Equal(taken ? null : "too-many-measures", refusal?.Code);
    }

    [Fact]
    public void Counts_measures_of_the_plan_and_takes_known_ones_and_late_ones()
    {
        var named = Enumerable.Range(0, 100).Select(n => new MeasureDefinition { Id = $"m{n}", Name = "Homes" }).ToList();
        var full = Item() with { Definition = Item().Definition with { Measures = named } };

        Assert.Null(UpdateRules.Refusal(Report() with { Measures = [Figure("m0"), Figure("m99")] }, hasPlan: true, full));
        Assert.NotNull(UpdateRules.Refusal(Report() with { Measures = [Figure("m0"), Figure("more")] }, hasPlan: true, full));
        var late = Report() with { AsAt = At.AddDays(-2), Measures = [Figure("more")] };
        Assert.Null(UpdateRules.Refusal(late, hasPlan: true, full));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void Is_late_only_when_it_speaks_of_an_earlier_instant(int seconds, bool late)
    {
        Assert.Equal(late, UpdateRules.IsLate(State() with { AsAt = At }, Report() with { AsAt = At.AddSeconds(seconds) }));
        Assert.False(UpdateRules.IsLate(State() with { AsAt = null }, Report()));
    }

    [Fact]
    public void Fields_that_an_update_leaves_out_stay_as_they_are()
    {
        var before = Apply(State(), Report() with
        {
            Health = Health.AtRisk,
            PercentComplete = 40,
            Summary = "Said.",
            Note = "n",
            Risks = "r",
            Next = "x",
            Evidence = ["https://example.org/"],
            Reporter = new("Ann", null),
            Lifecycle = Lifecycle.Paused,
            Measures = [Figure("a")],
        });

        var after = Apply(before, Report() with { AsAt = At.AddDays(1) });

        Assert.Equal(before with { AsAt = At.AddDays(1) }, after);
        Assert.Equal(
            (Health.AtRisk, 40, "Said.", "n", "r", "x"),
            (after.Health, after.PercentComplete, after.Summary, after.Note, after.Risks, after.Next));
        Assert.Equal(
            (Lifecycle.Paused, "Ann", "museum", At.AddHours(1)),
            (after.Lifecycle, after.Reporter?.Name, after.Partner, after.ReceivedAt));
        Assert.Equal("https://example.org/", Assert.Single(after.Evidence));
    }

    [Fact]
    public void Fields_that_an_update_names_take_the_place_of_what_was_said_before()
    {
        var before = Apply(State(), Report() with
        {
            Health = Health.AtRisk,
            PercentComplete = 40,
            Summary = "Said.",
            Note = "n",
            Risks = "r",
            Next = "x",
            Evidence = ["https://example.org/"],
            Reporter = new("Ann", null),
        });

        var after = Apply(before, Report() with
        {
            Health = Health.OffTrack,
            PercentComplete = 50,
            Summary = "New.",
            Note = "n2",
            Risks = "r2",
            Next = "x2",
            Evidence = [],
            Reporter = new("Bob", null),
        });

        Assert.Equal((Health.OffTrack, 50, "New."), (after.Health, after.PercentComplete, after.Summary));
        Assert.Equal(("n2", "r2", "x2"), (after.Note, after.Risks, after.Next));
        Assert.Equal("Bob", after.Reporter?.Name);
        Assert.Empty(after.Evidence);
    }

    [Fact]
    public void Measures_are_merged_by_id_in_order_and_take_the_updates_time()
    {
        var own = At.AddDays(-3);
        var state = State() with { Measures = [Figure("b") with { Value = 1 }, Figure("d")] };

        var after = Apply(state, Report() with { Measures = [Figure("c") with { AsAt = own }, Figure("b") with { Value = 2 }] });

        Assert.Equal(["b", "c", "d"], after.Measures.Select(m => m.Id));
        Assert.Equal((2m, At, own), (after.Measures[0].Value, after.Measures[0].AsAt, after.Measures[1].AsAt));
    }

    [Fact]
    public void A_sentence_that_waits_leaves_the_last_one_that_could_be_seen()
    {
        var seen = Apply(State(), Report() with { Summary = "All is well." });
        var waits = Apply(seen, Report() with { Summary = "Write to jane.doe@example.org" });
        var silent = Apply(waits, Report());
        var next = Apply(silent, Report() with { Summary = "All is well again." });

        Assert.Equal(
            [null, "All is well.", "All is well.", null], new[] { seen, waits, silent, next }.Select(s => s.ClearedSummary));
    }

    internal static PlanItem Item() =>
        new() { Definition = new() { Id = "d1", Title = "Deliverable" }, State = State(), Sequence = 1 };

    internal static ItemState State() => new()
    {
        Reading = new(TimescaleKind.Unknown, null, null, Confidence.None, []),
        AsAt = At.AddDays(-1),
        Milestones =
        [
            Step(
                "start", MilestoneType.Start), Step("complete", MilestoneType.Complete), Step("complete-2",
                MilestoneType.Complete),
        ],
    };

    internal static Update Report() => new() { Plan = "town", Deliverable = "d1", AsAt = At };

    internal static ItemState Apply(ItemState state, Update update) =>
        UpdateRules.Apply(state, update, "museum", At.AddHours(1), plan: null, Reader);

    internal static Milestone Step(string id, MilestoneType type) => new() { Id = id, Type = type };

    private static PlanItem Of(ItemState state) => Item() with { State = state };

    private static MeasureValue Figure(string id) => new() { Id = id, Value = 3 };
}
