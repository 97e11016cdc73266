using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Snapshots;

/// <summary>From records to what the public may see, by values alone.</summary>
public sealed class PublicViewTests
{
    private static readonly DateOnly Today = new(2022, 5, 24);

    [Fact]
    public void An_unpublished_item_and_all_below_it_is_left_out_at_any_depth()
    {
        PlanItem[] items =
        [
            Item("open"), Item("shut", i => i with { Published = false }), Item("below", i => i with { Parent = "shut" }),
            Item("deeper", i => i with { Parent = "below" }), Item("said", i => i with { Published = true, Parent = "open" }),
            Item("lone", i => i with { Parent = "gone" }),
        ];

        var content = Of(items).Content;

        Assert.Equal(["open", "said", "lone"], content.Items.Select(i => i.Id));
        Assert.Equal(2, content.Deliverables!.Items);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("period")]
    [InlineData("unit")]
    [InlineData("name")]
    public void Every_text_of_a_measure_is_guarded(string field)
    {
        const string secret = "Ask jane.doe@example.org";
        var value = new MeasureValue
        {
            Id = "homes",
            Value = 120,
            Source = field == "source" ? secret : "Register",
            Period = field == "period" ? secret : "May",
            Unit = field == "unit" ? secret : "homes",
        };
        MeasureDefinition defined = new() { Id = "homes", Name = field == "name" ? secret : "Homes", Target = 200 };
        var item = Item("a", d => d with { Measures = [defined] }, s => s with { Measures = [value] });

        var (content, held) = Of([item]);

        var shown = Assert.Single(content.Items[0].Measures);
        Assert.Equal(field == "source" ? null : "Register", shown.Source);
        Assert.Equal(field == "period" ? null : "May", shown.Period);
        Assert.Equal(field == "unit" ? null : "homes", shown.Unit);
        Assert.Equal(field == "name" ? "" : "Homes", shown.Name);
        Assert.Equal((120m, 200m), (shown.Value, shown.Target));
        Assert.Equal(("a", "measures", secret), (Assert.Single(held).Item, held[0].Field, held[0].Text));
        Assert.Equal(["measures"], content.Items[0].Held);
    }

    [Fact]
    public void A_small_count_of_people_is_suppressed_and_said_to_be()
    {
        MeasureValue[] counts = [new() { Id = "m", Value = 3, Unit = "people" }, new() { Id = "n", Value = 5, Unit = "people" }];

        var measures = Of([Item("a", state: s => s with { Measures = counts })]).Content.Items[0].Measures;

        Assert.Equal([((decimal?)null, true), (5m, false)], measures.Select(m => (m.Value, m.Suppressed)));
    }

    [Fact]
    public void Measures_of_the_plan_come_first_then_those_of_partners_with_all_that_was_said()
    {
        var at = new DateTimeOffset(2022, 5, 20, 9, 0, 0, 500, TimeSpan.Zero);
        MeasureDefinition[] defined =
        [
            new() { Id = "z", Name = "Zebras", Unit = "head" }, new() { Id = "empty", Name = "Empty" },
        ];
        MeasureValue[] reported =
        [
            new() { Id = "b", Value = 70, Approximate = true, AsAt = at },
            new() { Id = "a", AtLeast = true, Restated = true },
            new() { Id = "z", Value = 9 },
        ];
        var item = Item("a", d => d with { Measures = defined }, s => s with { Measures = reported });

        var measures = Of([item]).Content.Items[0].Measures;

        Assert.Equal(["z", "empty", "a", "b"], measures.Select(m => m.Id));
        Assert.Equal(["head", null, null, null], measures.Select(m => m.Unit));
        Assert.Equal([9m, null, null, 70m], measures.Select(m => m.Value));
        Assert.Equal(
            [(false, false, false), (false, false, false), (false, true, true), (true, false, false)],
            measures.Select(m => (m.Approximate, m.AtLeast, m.Restated)));
        Assert.Equal([null, null, null, (DateTimeOffset?)at.AddMilliseconds(-500)], measures.Select(m => m.AsAt));
    }

    [Fact]
    public void A_measure_whose_id_tells_of_a_person_is_left_out_and_waits()
    {
        var (content, held) = Of([Item("a", state: s => s with { Measures = [new() { Id = "07700900123", Value = 9 }] })]);

        Assert.Empty(content.Items[0].Measures);
        Assert.Equal("measures", Assert.Single(held).Field);
    }

    [Fact]
    public void The_last_sentence_that_could_be_seen_stays_while_the_newest_waits()
    {
        ItemState Waiting(ItemState s, string? cleared) =>
            s with { Summary = "Write to jane.doe@example.org", ClearedSummary = cleared };

        var clean = Item("a", state: s => Waiting(s, "As planned."));
        var content = Of([clean, Item("b", state: s => Waiting(s, "Ring 07700 900123")), Item("c")]).Content;

        Assert.Equal(["As planned.", null, null], content.Items.Select(i => i.Summary));
        Assert.Equal(["summary"], content.Items[0].Held);
        Assert.Null(Of([clean], rules: PublicRules.First).Content.Items[0].Summary);
    }

    [Theory]
    [InlineData(HeldOutcome.Released, null, "Write to jane.doe@example.org")]
    [InlineData(HeldOutcome.Redacted, "Write to us.", "Write to us.")]
    [InlineData(HeldOutcome.Redacted, "Ring 07700 900123", null)]
    public void What_the_office_decided_on_a_text_is_shown_as_long_as_it_may_be(HeldOutcome outcome, string? text, string? shown)
    {
        const string secret = "Write to jane.doe@example.org";
        var decision = new HeldDecision(
            HeldDecision.IdOf("plan", "a", "summary", secret), "summary", outcome, text, "why", Views.At);

        var view = Of([Item("a", state: s => s with { Summary = secret, Decisions = [decision] })]).Content.Items[0];

        Assert.Equal(shown, view.Summary);
        Assert.Equal(shown is null ? ["summary"] : [], view.Held);
    }

    [Fact]
    public void An_owner_is_named_only_where_the_plan_says_that_the_name_is_public()
    {
        var header = Views.Header() with
        {
            Owners =
            [
                new() { Id = "x", Name = "Cllr Khan", Role = "Leader", Email = "k@example.org", PublicName = true },
                new() { Id = "y", Name = "Ann", Role = "Officer" },
            ],
        };

        string[] owners = ["x", "y", "z"];
        var items = Of([.. owners.Select(o => Item($"of-{o}", d => d with { Owner = o }))], header).Content.Items;

        Assert.Equal(
            [new PublicOwner("Cllr Khan", "Leader"), new PublicOwner(null, "Officer"), null], items.Select(i => i.Owner));
    }

    [Fact]
    public void A_window_opens_and_closes_at_midnight_in_london()
    {
        var step = new Milestone
        {
            Id = "complete",
            Type = MilestoneType.Complete,
            Earliest = new(2022, 5, 1),
            Original = new(2022, 5, 31),
            Due = new(2022, 6, 30),
            Forecast = new("July", new(2022, 7, 31)),
        };
        var day = new DateOnly(2022, 5, 2);
        var start = new Milestone { Id = "start", Type = MilestoneType.Start, Original = day, Due = day, CompletedOn = day };
        var review = new Milestone { Id = "review", Type = MilestoneType.Review };

        var view = Of([Item("a", state: s => s with { Milestones = [start, step, review] })]).Content.Items[0];

        Assert.Equal((new DateOnly(2022, 5, 1), new DateOnly(2022, 6, 30)), (view.Earliest, view.Due));
        Assert.Equal(new DateTimeOffset(2022, 4, 30, 23, 0, 0, TimeSpan.Zero), view.Opens);
        Assert.Equal(new DateTimeOffset(2022, 6, 30, 23, 0, 0, TimeSpan.Zero), view.Closes);
        Assert.Equal(["start", "complete", "review"], view.Milestones.Select(m => m.Type));
        Assert.Equal([null, (DateOnly?)new DateOnly(2022, 5, 31), null], view.Milestones.Select(m => m.Original));
        Assert.Equal([null, (DateOnly?)new DateOnly(2022, 7, 31), null], view.Milestones.Select(m => m.Forecast));
        Assert.Equal("complete", view.NextMilestone?.Id);
        var undated = Of([Item("a")]).Content.Items[0];
        Assert.True(undated is { Opens: null, Closes: null, NextMilestone: null });
        Reading reading = new(TimescaleKind.Date, Today, Today, Confidence.High, ["assumed"]);
        var read = Of([Item("a", state: s => s with { Reading = reading })]).Content.Items[0];
        Assert.Equal((Today, Today, "assumed"), (read.Earliest, read.Due, read.Assumptions.Single()));
    }

    private static (PublicContent Content, IReadOnlyList<HeldText> Held) Of(
        PlanItem[] items, PlanHeader? header = null, PublicRules? rules = null) =>
        PublicView.Of(header ?? Views.Header(), items, Today, rules);

    private static PlanItem Item(
        string id, Func<ItemDefinition, ItemDefinition>? definition = null, Func<ItemState, ItemState>? state = null)
    {
        ItemDefinition plain = new() { Id = id, Title = $"Title of {id}" };
        ItemState quiet = new() { Reading = new(TimescaleKind.Unknown, null, null, Confidence.None, []) };
        return new() { Definition = definition?.Invoke(plain) ?? plain, State = state?.Invoke(quiet) ?? quiet };
    }
}
