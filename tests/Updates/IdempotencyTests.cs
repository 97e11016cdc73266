using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class IdempotencyTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task A_repeat_is_a_duplicate_with_the_first_receipt_after_a_restart_too()
    {
        var partner = await hub.NewPartnerAsync();
        var first = await (await partner.SignedAsync(Sender.Update("d1"), "m1")).JsonAsync();
        var restarted = await hub.AnotherAsync(settings: new() { ["AzureWebJobsStorage"] = hub.App.StateConnection() });

        var here = await (await partner.SignedAsync(Sender.Update("d1"), "m1")).JsonAsync();
        var there = await (await At(restarted, partner).SignedAsync(Sender.Update("d1"), "m1")).JsonAsync();

        Assert.Equal(["stored", "duplicate", "duplicate"], [first.Outcome(), here.Outcome(), there.Outcome()]);
        Assert.Equal([first.Text("receipt"), first.Text("receipt")], [here.Text("receipt"), there.Text("receipt")]);
        Assert.Equal([2, 2], [here.Result()["sequence"]!.GetValue<int>(), there.Result()["sequence"]!.GetValue<int>()]);
    }

    [Fact]
    public async Task A_known_id_with_another_body_is_a_conflict_after_a_restart_too()
    {
        var partner = await hub.NewPartnerAsync();
        await partner.SignedAsync(Sender.Update("d2"), "m1");
        var restarted = await hub.AnotherAsync(settings: new() { ["AzureWebJobsStorage"] = hub.App.StateConnection() });

        Assert.Equal(HttpStatusCode.Conflict, (await partner.SignedAsync(Sender.Update("d2", "2022-05-21"), "m1")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await At(restarted, partner).SignedAsync(Sender.Update("d2", "2022-05-21"), "m1")).StatusCode);
    }

    [Fact]
    public async Task An_idempotency_key_counts_for_bearer_requests_with_or_without_quotes()
    {
        var partner = await hub.NewPartnerAsync();
        var first = await (await partner.BearerAsync(Sender.Update("d4"), ("Idempotency-Key", "\"k1\""))).JsonAsync();
        var second = await (await partner.BearerAsync(Sender.Update("d4"), ("Idempotency-Key", "k1"))).JsonAsync();
        var third = await partner.BearerAsync(Sender.Update("d4", "2022-05-21"), ("webhook-id", "k1"));

        Assert.Equal(("stored", "duplicate", HttpStatusCode.Conflict), (first.Outcome(), second.Outcome(), third.StatusCode));
    }

    [Fact]
    public async Task Partners_do_not_share_ids()
    {
        var (one, two) = (await hub.NewPartnerAsync(), await hub.NewPartnerAsync());
        Assert.Equal("stored", (await (await one.SignedAsync(Sender.Update("d5"), "m1")).JsonAsync()).Outcome());
        Assert.Equal("stored", (await (await two.SignedAsync(Sender.Update("d5", "2022-05-21"), "m1")).JsonAsync()).Outcome());
    }

    [Fact]
    public async Task An_id_is_free_while_nothing_was_stored_under_it()
    {
        var partner = await hub.NewPartnerAsync();

        var refused = await partner.SignedAsync(Sender.Update("d6", health: "puce"), "m1");
        var again = await partner.SignedAsync(Sender.Update("d6", health: "puce"), "m1");
        var corrected = await partner.SignedAsync(Sender.Update("d6"), "m1");

        Assert.Equal(
            (HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK),
            (refused.StatusCode, again.StatusCode, corrected.StatusCode));
        Assert.Equal((await refused.JsonAsync()).ToJsonString(), (await again.JsonAsync()).ToJsonString());
        Assert.Single((await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
    }

    [Fact]
    public async Task An_older_update_is_late_and_changes_no_state()
    {
        var partner = await hub.NewPartnerAsync();
        await partner.SignedAsync(Sender.Update("d7", "2022-05-20T10:00:00Z", "atRisk"), "new");

        var late = await (await partner.SignedAsync(Sender.Update("d7", "2022-05-20T09:59:59Z", "onTrack"), "old")).JsonAsync();

        Assert.Equal("late", late.Outcome());
        Assert.Equal(
            "/data/asAt: an update as at 2022-05-20T10:00:00Z is known already, so this older one is kept in the history and "
                + "changes nothing",
            Assert.Single(late["warnings"]!.AsArray())!.GetValue<string>());
        Assert.Equal(
            Health.AtRisk,
            (await hub.App.Plans.FindItemAsync("town", "d7", TestContext.Current.CancellationToken))!.Item.State.Health);
    }

    [Fact]
    public async Task A_misspelt_dry_run_stores_nothing()
    {
        var partner = await hub.NewPartnerAsync();

        var misspelt = await partner.SignedAsync(Sender.Update("d12", "2022-05-20"), "m1", "?dryRun=1");
        var capitals = await (await partner.SignedAsync(Sender.Update("d12", "2022-05-20"), "m1", "?dryRun=True")).JsonAsync();
        var meant = await (await partner.SignedAsync(Sender.Update("d12", "2022-05-20"), "m1")).JsonAsync();

        Assert.Equal(HttpStatusCode.BadRequest, misspelt.StatusCode);
        Assert.Null(capitals["receipt"]);
        Assert.Equal("stored", meant.Outcome());
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_happen_and_stores_nothing()
    {
        var partner = await hub.NewPartnerAsync();
        await partner.SignedAsync(Sender.Update("d8", "2022-05-20"), "m1");

        var fresh = await (await partner.SignedAsync(
                new[]
                {
                    Sender.Update("d8", "2022-05-21"),
                    Sender.Update("d8", "2022-05-19"),
                    Sender.Update("d8", health: "puce"),
                    Sender.Update("d99"),
                },
                "m2",
                "?dryRun=true")).JsonAsync();
        var repeat = await (await partner.SignedAsync(Sender.Update("d8", "2022-05-20"), "m1", "?dryRun=true")).JsonAsync();
        var other = await partner.SignedAsync(Sender.Update("d8", "2022-05-22"), "m1", "?dryRun=true");

        Assert.Equal(["stored", "late", "quarantined", "quarantined"], Enumerable.Range(0, 4).Select(fresh.Outcome));
        Assert.Null(fresh["receipt"]);
        Assert.Equal(("duplicate", HttpStatusCode.Conflict), (repeat.Outcome(), other.StatusCode));
        Assert.Equal(2, (await hub.App.Plans.FindItemAsync("town", "d8", TestContext.Current.CancellationToken))!.Item.Sequence);
        Assert.Empty((await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
    }

    private static Sender At(HubApp app, Sender partner) => new(app.Anyone, partner.Id, partner.Secret, partner.Token);
}
