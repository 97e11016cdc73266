using System.Net;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Which body an id stands for: the first of which anything was stored, plan by plan, whoever is asked.</summary>
public sealed class MessageIdTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    [Fact]
    public async Task Another_body_for_the_plan_is_a_conflict_and_for_another_plan_another_message()
    {
        var (plan, other) = (await hubs.NewPlanAsync(), await hubs.NewPlanAsync());
        var (one, two) = await hubs.NewPartnerAsync(plan, other);
        await one.SignedAsync(TwoHubs.Update(plan, "d1"), "m");

        foreach (var sender in (Sender[])[one, two])
        {
            Assert.Equal(
                HttpStatusCode.Conflict,
                (await sender.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-21T12:00:00Z"), "m")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await sender.SignedAsync(TwoHubs.Update(other, "d1"), "m")).StatusCode);
            Assert.Equal(["duplicate"], await TwoHubs.OutcomesAsync(await sender.SignedAsync(TwoHubs.Update(plan, "d1"), "m")));
        }

        Assert.Single(await hubs.HistoryAsync(plan, "d1"));
        Assert.Single(await hubs.HistoryAsync(other, "d1"));
    }

    [Fact]
    public async Task A_message_over_two_plans_stores_nothing_when_it_conflicts_in_one()
    {
        var (plan, other) = (await hubs.NewPlanAsync(), await hubs.NewPlanAsync());
        var (one, two) = await hubs.NewPartnerAsync(plan, other);
        await one.SignedAsync(TwoHubs.Update(plan, "d1"), "m");

        object[] both = [TwoHubs.Update(other, "d2"), TwoHubs.Update(plan, "d2"), TwoHubs.Update(plan, "d1", health: "puce")];
        Assert.Equal(HttpStatusCode.Conflict, (await two.SignedAsync(both, "m")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await one.SignedAsync(both, "m")).StatusCode);

        Assert.Empty(await hubs.HistoryAsync(other, "d2"));
        Assert.Empty(await TwoHubs.EntriesAsync(one));
    }

    [Fact]
    public async Task A_body_refused_whole_binds_nothing_and_its_replay_cannot_follow_another()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, two) = await hubs.NewPartnerAsync(plan);
        object[] first = [TwoHubs.Update(plan, "d9"), TwoHubs.Update(plan, "d1", health: "puce")];
        await one.SignedAsync(first, "m");
        await two.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-21T12:00:00Z"), "m");

        await hubs.ChangeAsync(one.Id, [plan], new { puce = new { health = "atRisk" } });
        var entries = await TwoHubs.EntriesAsync(one);
        Assert.Equal(2, entries.Count);
        foreach (var entry in entries)
            Assert.Equal(HttpStatusCode.Conflict, (await TwoHubs.ReplayAsync(hubs.One, entry!)).StatusCode);

        Assert.Equal(HttpStatusCode.Conflict, (await one.SignedAsync(first, "m")).StatusCode);
        Assert.Equal(["2022-05-21"], await hubs.HistoryAsync(plan, "d1"));
    }

    [Fact]
    public async Task An_acknowledged_body_stays_duplicate_where_another_took_its_other_plan()
    {
        var (plan, other) = (await hubs.NewPlanAsync(), await hubs.NewPlanAsync());
        var (one, two) = await hubs.NewPartnerAsync(plan, other);
        object[] both = [TwoHubs.Update(other, "d1", health: "puce"), TwoHubs.Update(plan, "d1")];
        await one.SignedAsync(both, "m");
        await one.SignedAsync(TwoHubs.Update(other, "d1", "2022-05-21T12:00:00Z"), "m");

        await hubs.ChangeAsync(one.Id, [plan, other], new { puce = new { health = "atRisk" } });
        var again = await two.SignedAsync(both, "m");

        Assert.Equal(["quarantined", "duplicate"], await TwoHubs.OutcomesAsync(again));
        Assert.Equal("different-body", (await again.JsonAsync()).Result().Error().Text("code"));
        Assert.Single(await TwoHubs.EntriesAsync(one));
        Assert.Equal(["2022-05-21"], await hubs.HistoryAsync(other, "d1"));
    }

    [Fact]
    public async Task Two_bodies_that_race_over_two_plans_are_told_what_is_stored_and_what_conflicts()
    {
        var plans = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => hubs.NewPlanAsync()));
        var (one, two) = await hubs.NewPartnerAsync(plans);
        for (var round = 0; round < 6; round++)
        {
            object[] Body(string summary) =>
                [.. plans.Select(p => TwoHubs.Update(p, "d1", $"2022-05-0{1 + round}", summary: summary))];
            var answers = await Task.WhenAll(
                one.SignedAsync(Body($"one{round}"), $"m{round}"),
                two.SignedAsync(Body($"two{round}"), $"m{round}"));

            var stored = new List<string>();
            foreach (var (answer, name) in answers.Zip(new[] { "one", "two" }))
            {
                Assert.Contains(
                    answer.StatusCode,
                    (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.MultiStatus, HttpStatusCode.Conflict]);
                var outcomes = answer.StatusCode == HttpStatusCode.Conflict ? [] : await TwoHubs.OutcomesAsync(answer);
                stored.AddRange(plans.Zip(outcomes).Where(p => p.Second == "stored").Select(p => $"{p.First} {name}{round}"));
            }

            var histories = await Task.WhenAll(plans.Select(async p => $"{p} {(await hubs.HistoryAsync(p, "d1"))[round]}"));
            Assert.Equal(histories.Order(), stored.Order());
        }
    }

    [Fact]
    public async Task An_event_of_a_batch_that_conflicts_is_kept_and_leaves_the_others_alone()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, two) = await hubs.NewPartnerAsync(plan);
        string Event(string id, string item) =>
            $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"/s","type":"deliverable.updated","data":{"plan":"{{{plan}}}","deliverable":"{{{item}}}","asAt":"2022-05-20"}}""";
        Task<HttpResponseMessage> Send(Sender sender, params string[] events) =>
            sender.BearerAsync(Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"), "application/cloudevents-batch+json");
        await Send(one, Event("e1", "d1"));

        var mixed = await Send(two, Event("e1", "d2"), Event("e2", "d3"), Event("e1", "d1"));

        Assert.Equal(["quarantined", "stored", "duplicate"], await TwoHubs.OutcomesAsync(mixed));
        Assert.Single(await TwoHubs.EntriesAsync(one));
        Assert.Empty(await hubs.HistoryAsync(plan, "d2"));
    }
}
