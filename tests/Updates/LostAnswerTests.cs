using System.Net;
using Azure.Core;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Storage that loses answers, or fails for one message only.</summary>
public sealed class LostAnswerTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(60)]
    public async Task The_hubs_own_write_whose_answer_got_lost_is_stored_and_no_duplicate(int updates)
    {
        var plan = await hubs.NewPlanAsync(items: 60);
        var (one, _) = await hubs.NewPartnerAsync(plan);
        var message = Enumerable.Range(1, updates).Select(n => TwoHubs.Update(plan, $"d{n}")).ToArray();
        var lost = new HashSet<string>();
        hubs.AtOne.Decide = request =>
            IsCommit(request, plan) && lost.Add(FaultyStorage.BodyOf(request)) ? Fate.LostAfter : Fate.Delivered;

        var first = await one.SignedAsync(updates == 1 ? message[0] : message, "m");
        hubs.AtOne.Decide = null;

        Assert.NotEmpty(lost);
        Assert.All(await TwoHubs.OutcomesAsync(first), o => Assert.Equal("stored", o));
        for (var n = 1; n <= updates; n++)
            Assert.Single(await hubs.HistoryAsync(plan, $"d{n}"));
    }

    [Fact]
    public async Task A_warning_stays_in_the_first_answer_though_storages_own_got_lost()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, _) = await hubs.NewPartnerAsync(plan);
        var lost = 0;
        hubs.AtOne.Decide = request =>
            IsCommit(request, plan) && Interlocked.Increment(ref lost) == 1 ? Fate.LostAfter : Fate.Delivered;

        var update = new { plan, deliverable = "d1", asAt = "2022-05-20", forecast = "when we can" };
        var first = await (await one.SignedAsync(update, "m")).JsonAsync();
        hubs.AtOne.Decide = null;

        Assert.True(lost > 1);
        Assert.Equal("stored", first.Outcome());
        Assert.Single(first["warnings"]!.AsArray());
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_message_that_storage_fails_never_fails_its_neighbours(string when)
    {
        var plan = await hubs.NewPlanAsync(items: 40);
        var (one, two) = await hubs.NewPartnerAsync(plan);
        await one.SignedAsync(TwoHubs.Update(plan, "d40"), "first");
        hubs.AtOne.Decide = request =>
            IsCommit(request, plan) && FaultyStorage.BodyOf(request).Contains("poison", StringComparison.Ordinal)
                ? when == "before"
                    ? Fate.FailedBefore
                    : Fate.FailedAfter
                : Fate.Delivered;

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(n =>
            one.SignedAsync(TwoHubs.Update(plan, $"d{1 + n}", summary: n == 12 ? "poison" : "fine"), $"m{n}")));
        hubs.AtOne.Decide = null;
        var again = await two.SignedAsync(TwoHubs.Update(plan, "d13", summary: "poison"), "m12");

        Assert.All(answers.Where((_, n) => n != 12), a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answers[12].StatusCode);
        Assert.Equal([when == "before" ? "stored" : "duplicate"], await TwoHubs.OutcomesAsync(again));
        for (var n = 0; n < 30; n++)
            Assert.Single(await hubs.HistoryAsync(plan, $"d{1 + n}"));
    }

    [Fact]
    public async Task Messages_that_can_never_be_settled_by_a_row_do_not_hold_up_their_plan()
    {
        var plan = await hubs.NewPlanAsync(items: 45);
        var (one, two) = await hubs.NewPartnerAsync(plan);
        object[] mirror = [TwoHubs.Update(plan, "d99"), TwoHubs.Update(plan, "d1")];
        await one.SignedAsync(mirror, "mirror");
        await hubs.PutPlanAsync(plan, 99);

        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(n => two.SignedAsync(TwoHubs.Update(plan, $"d{2 + n}"), $"m{n}"))
                .Prepend(two.SignedAsync(mirror, "mirror")));

        Assert.All(all, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
        Assert.Equal(["stored", "duplicate"], await TwoHubs.OutcomesAsync(all[0]));
    }

    private static bool IsCommit(HttpMessage message, string plan) =>
        message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal)
        && FaultyStorage.BodyOf(message).Contains($"\"{plan}\"", StringComparison.Ordinal);
}
