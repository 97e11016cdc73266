using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Input within the documented limits whose stored form is much longer than it looks.</summary>
public sealed class EncodedSizeTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    [Theory]
    [InlineData("\"", "\\\"")]
    [InlineData("\\", "\\\\")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("ö", "ö")]
    [InlineData("\n", "\\n")]
    public async Task Nine_updates_of_four_long_texts_are_stored_whole_in_one_message_or_in_nine(string character, string inJson)
    {
        var plan = await hubs.NewPlanAsync(items: 9);
        var (one, two) = await hubs.NewPartnerAsync(plan);
        string Text(string unit) => "a" + string.Concat(Enumerable.Repeat(unit, 9_998 / character.Length)) + "z";
        object Long(int n, string asAt) =>
            new
            {
                plan,
                deliverable = $"d{n}",
                asAt,
                summary = "TEXT",
                note = "TEXT",
                risks = "TEXT",
                next = "TEXT",
            };
        Task<HttpResponseMessage> Send(Sender sender, object data, string id) =>
            sender.SignedAsync(
                Encoding.UTF8.GetBytes(Sender.Envelope(data).Replace("TEXT", Text(inJson), StringComparison.Ordinal)),
                id);

        var whole = await Send(one, Enumerable.Range(1, 9).Select(n => Long(n, "2022-05-19")), "whole");
        var single = await Task.WhenAll(Enumerable.Range(1, 9).Select(n => Send(two, Long(n, "2022-05-20"), $"m{n}")));

        Assert.All(await TwoHubs.OutcomesAsync(whole), o => Assert.Equal("stored", o));
        Assert.All(await Task.WhenAll(single.Select(TwoHubs.OutcomesAsync)), o => Assert.Equal("stored", Assert.Single(o)));
        Assert.Equal(Text(character), (await hubs.ItemAsync(plan, "d9")).State.Next);
    }

    [Fact]
    public async Task Measures_that_partners_add_end_at_a_hundred_an_item_and_the_rest_goes_on()
    {
        var plan = await hubs.NewPlanAsync(items: 2);
        var (one, two) = await hubs.NewPartnerAsync(plan);
        object Measures(int from, int count, string asAt) =>
            new
            {
                plan,
                deliverable = "d1",
                asAt,
                measures = Enumerable.Range(from, count).Select(n => new { id = $"m{n}", value = n }),
            };
        await one.SignedAsync(Measures(0, 60, "2022-05-01"), "m1");
        await one.SignedAsync(Measures(60, 40, "2022-05-02"), "m2");

        var over = await two.SignedAsync(Measures(99, 2, "2022-05-03"), "m3");
        var within = await two.SignedAsync(
            new[] { Measures(200, 1, "2022-05-04"), Measures(0, 100, "2022-05-04"), TwoHubs.Update(plan, "d2") },
            "m4");
        var late = await one.SignedAsync(Measures(300, 1, "2022-04-01"), "m5");

        var error = (await over.JsonAsync()).Error();
        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, "/data/measures/1/id", "too-many-measures"),
            (over.StatusCode, error.Text("pointer"), error.Text("code")));
        Assert.Contains("100", error.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(["quarantined", "stored", "stored"], await TwoHubs.OutcomesAsync(within));
        Assert.Equal(["late"], await TwoHubs.OutcomesAsync(late));
        Assert.Equal(100, (await hubs.ItemAsync(plan, "d1")).State.Measures.Count);
    }

    [Fact]
    public async Task What_cannot_fit_is_quarantined_with_field_and_bound_beside_its_neighbours()
    {
        var plan = await hubs.NewPlanAsync(items: 3);
        var (one, _) = await hubs.NewPartnerAsync(plan);
        var emoji = string.Concat(Enumerable.Repeat("\U0001F600", 150));
        var measures = Enumerable
            .Range(0, 60)
            .Select(n => new
            {
                id = $"m{n}",
                unit = emoji[..100],
                period = emoji[..100],
                source = emoji,
            });
        var text = string.Concat(Enumerable.Repeat("\U0001F600", 4_999));
        var first = await one.SignedAsync(new { plan, deliverable = "d1", asAt = "2022-05-19", measures }, "m1");

        var answers = await Task.WhenAll(
            one.SignedAsync(
                new
                {
                    plan,
                    deliverable = "d1",
                    asAt = "2022-05-20",
                    summary = text,
                    note = text,
                    risks = text,
                    next = text,
                },
                "m2"),
            one.SignedAsync(TwoHubs.Update(plan, "d2"), "m3"),
            one.SignedAsync(TwoHubs.Update(plan, "d3"), "m4"));
        var after = await one.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-21"), "m5");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var error = (await answers[0].JsonAsync()).Error();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "too-large"), (answers[0].StatusCode, error.Text("code")));
        Assert.Contains("1048576", error.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(error.Text("pointer"), (string[])["/data/summary", "/data/note", "/data/risks", "/data/next"]);
        Assert.All(answers[1..].Append(after), a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Single(await TwoHubs.EntriesAsync(one));
    }

    [Fact]
    public async Task Errors_that_repeat_all_words_of_a_partner_are_kept_for_hundreds_of_updates()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, _) = await hubs.NewPartnerAsync(plan);
        var words = Enumerable
            .Range(0, 200)
            .ToDictionary(n => $"word {n} {string.Concat(Enumerable.Repeat("\U0001F600", 45))}", _ => new { health = "atRisk" });
        await hubs.ChangeAsync(one.Id, [plan], words);

        var refused = await one.SignedAsync(
            Enumerable
                .Range(0, 60)
                .Select(n => new
                {
                    plan,
                    deliverable = "d1",
                    asAt = "2022-05-20",
                    health = $"puce {n}",
                    lifecycle = "puce",
                }),
            "m");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(50, (await TwoHubs.EntriesAsync(one)).Count);
    }

    [Fact]
    public async Task Completing_an_item_of_more_steps_than_a_transaction_holds_is_stored()
    {
        var plan = await hubs.NewPlanAsync(items: 1);
        var (one, _) = await hubs.NewPartnerAsync(plan);
        var store = hubs.One.Plans;
        var before = (await store.FindItemAsync(plan, "d1", TwoHubs.Stop))!;
        var steps = Enumerable
            .Range(0, 98)
            .Select(n =>
                before.Item.State.Milestones[0] with
                {
                    Id = $"complete-{n}",
                    Due = new DateOnly(2023, 1, 1).AddDays(n),
                    RemindBy = null,
                });
        var state = before.Item.State with { Milestones = [.. steps] };
        var entry = new HistoryEntry
        {
            Sequence = 2,
            Kind = HistoryKind.Definition,
            At = hubs.Clock.GetUtcNow(),
            By = "office",
            State = state,
        };
        await store.CommitAsync(
            new PlanCommit(plan) { Items = [new ItemChange(before, before.Item with { State = state, Sequence = 2 }, [entry])] },
            TwoHubs.Stop);

        var done = await one.SignedAsync(new { plan, deliverable = "d1", asAt = "2022-05-20", lifecycle = "complete" }, "m1");
        var reopened = await one.SignedAsync(
            new
            {
                plan,
                deliverable = "d1",
                asAt = "2022-05-21",
                lifecycle = "inProgress",
            },
            "m2");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [done.StatusCode, reopened.StatusCode]);
        var due = await store
            .DueAsync(plan, new DateOnly(2023, 1, 1), new DateOnly(2023, 12, 31), TwoHubs.Stop)
            .ToListAsync(TwoHubs.Stop);
        Assert.Equal(98, due.Count(d => d.Milestone.StartsWith("complete-", StringComparison.Ordinal)));
    }
}
