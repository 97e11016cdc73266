using System.Net;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>A refusal rests on what is stored now, whatever an instance remembers.</summary>
public sealed class FreshRefusalTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    [Fact]
    public async Task Takes_an_update_of_a_milestone_and_of_an_item_that_another_instance_added()
    {
        var plan = await hubs.NewPlanAsync(items: 2);
        var (one, two) = await hubs.NewPartnerAsync(plan);
        await two.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-01"), "m1");
        await two.SignedAsync(TwoHubs.Update(plan, "d2", "2022-05-01"), "m2");
        await hubs.PutPlanAsync(plan, 1);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await two.SignedAsync(TwoHubs.Update(plan, "d2", "2022-05-02"), "m3")).StatusCode);

        (await hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", WithStart(plan))).EnsureSuccessStatusCode();
        var milestone = await two.SignedAsync(
            new
            {
                plan,
                deliverable = "d1",
                milestone = "start",
                asAt = "2022-05-03",
                lifecycle = "complete",
            },
            "m4");
        var restored = await two.SignedAsync(TwoHubs.Update(plan, "d2", "2022-05-03"), "m5");

        Assert.Equal(["stored"], await TwoHubs.OutcomesAsync(milestone));
        Assert.Equal(["stored"], await TwoHubs.OutcomesAsync(restored));
    }

    [Fact]
    public async Task Takes_a_word_and_a_right_that_another_instance_was_just_given()
    {
        var (plan, other) = (await hubs.NewPlanAsync(), await hubs.NewPlanAsync());
        var (one, two) = await hubs.NewPartnerAsync(plan);
        Assert.Equal(["stored"], await TwoHubs.OutcomesAsync(await two.SignedAsync(TwoHubs.Update(plan, "d1"), "m1")));

        await hubs.ChangeAsync(one.Id, [plan, other], new { puce = new { health = "atRisk" } });
        var word = await two.SignedAsync(TwoHubs.Update(plan, "d2", health: "puce"), "m2");
        var right = await two.SignedAsync(TwoHubs.Update(other, "d1"), "m3");

        Assert.Equal(["stored"], await TwoHubs.OutcomesAsync(word));
        Assert.Equal(["stored"], await TwoHubs.OutcomesAsync(right));
        Assert.Empty(await TwoHubs.EntriesAsync(one));
    }

    [Fact]
    public async Task Reads_a_partner_at_most_once_a_second_for_refusals()
    {
        var plan = await hubs.NewPlanAsync();
        var (_, two) = await hubs.NewPartnerAsync(plan);
        await two.SignedAsync(TwoHubs.Update(plan, "d1"), "m");
        hubs.Clock.Shift += TimeSpan.FromSeconds(2);
        hubs.AtTwo.Requests.Clear();

        await Task.WhenAll(
            Enumerable.Range(0, 8).Select(n => two.SignedAsync(TwoHubs.Update(plan, "d1", health: "puce"), $"m{n}")));

        Assert.InRange(hubs.AtTwo.Requests.Count(r => r.Contains("HubPartners", StringComparison.Ordinal)), 1, 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_an_item_that_was_removed_though_it_is_remembered(bool elsewhere)
    {
        var plan = await hubs.NewPlanAsync(items: 2);
        var (one, two) = await hubs.NewPartnerAsync(plan);
        var sender = elsewhere ? two : one;
        await sender.SignedAsync(TwoHubs.Update(plan, "d2", "2022-05-01"), "m1");

        await hubs.PutPlanAsync(plan, 1);
        var removed = await sender.SignedAsync(TwoHubs.Update(plan, "d2", "2022-05-02"), "m2");

        Assert.Equal("unknown-deliverable", (await removed.JsonAsync()).Error().Text("code"));
        Assert.Single(await hubs.HistoryAsync(plan, "d2"));
    }

    [Fact]
    public async Task Stores_nothing_in_a_plan_without_a_header_until_there_is_one()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, _) = await hubs.NewPartnerAsync("ghost", plan);
        var items = hubs.One.Storage.Tables.GetTableClient(HubFunctions.Plans.TablePlanStore.TableName);
        var item = (await items.GetEntityAsync<global::Azure.Data.Tables.TableEntity>(plan, "item|d1",
            cancellationToken: TwoHubs.Stop)).Value;
        item.PartitionKey = "ghost";
        await items.AddEntityAsync(item, TwoHubs.Stop);

        var refused = await one.SignedAsync(TwoHubs.Update("ghost", "d1"), "m1");
        await items.DeleteEntityAsync("ghost", "item|d1", cancellationToken: TwoHubs.Stop);
        await hubs.PutPlanAsync("ghost", 2);
        var stored = await one.SignedAsync(TwoHubs.Update("ghost", "d1"), "m1");

        Assert.Equal(
            ("/data/plan", "unknown-plan"),
            ((await refused.JsonAsync()).Error().Text("pointer"), (await refused.JsonAsync()).Error().Text("code")));
        Assert.Equal(["stored"], await TwoHubs.OutcomesAsync(stored));
    }

    private static object WithStart(string plan) =>
        new
        {
            id = plan,
            title = "Town plan",
            referenceDate = "2022-01-01",
            owners = new[] { new { id = "lead", role = "Lead" } },
            items = new[]
            {
                new
                {
                    id = "d1",
                    title = "Deliverable 1",
                    owner = "lead",
                    timescale = "This will start to receive referrals in November 2022.",
                },
                new
                {
                    id = "d2",
                    title = "Deliverable 2",
                    owner = "lead",
                    timescale = "by December 2022",
                },
            },
        };
}
