using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Words that everyone uses, without set-up and in either field; and what the office enters.</summary>
public sealed class UsualWordTests(FreshItems items) : IClassFixture<FreshItems>
{
    [Theory]
    [InlineData("green", null, Health.OnTrack)]
    [InlineData("AMBER", null, Health.AtRisk)]
    [InlineData("Red", null, Health.OffTrack)]
    [InlineData("G", null, Health.OnTrack)]
    [InlineData("a", null, Health.AtRisk)]
    [InlineData("R", null, Health.OffTrack)]
    [InlineData("RAG: amber", null, null)]
    [InlineData("RAG amber", null, Health.AtRisk)]
    [InlineData("blue", Lifecycle.Complete, null)]
    [InlineData("Complete", Lifecycle.Complete, null)]
    [InlineData("Completed", Lifecycle.Complete, null)]
    [InlineData("DONE", Lifecycle.Complete, null)]
    [InlineData("On track", null, Health.OnTrack)]
    [InlineData("at-risk", null, Health.AtRisk)]
    [InlineData("Off Track", null, Health.OffTrack)]
    [InlineData("Delayed", null, Health.OffTrack)]
    [InlineData("Not started", Lifecycle.NotStarted, null)]
    [InlineData("In progress", Lifecycle.InProgress, null)]
    [InlineData("Underway", Lifecycle.InProgress, null)]
    [InlineData("On hold", Lifecycle.Paused, null)]
    [InlineData("Cancelled", Lifecycle.Cancelled, null)]
    [InlineData("canceled", Lifecycle.Cancelled, null)]
    public async Task Understands_a_usual_word_in_either_field(string word, Lifecycle? lifecycle, Health? health)
    {
        var partner = await items.NewPartnerAsync();
        foreach (var field in (string[])["lifecycle", "health"])
        {
            var update = items.Update((field, word));

            var answer = await (await partner.BearerAsync(update)).JsonAsync();

            Assert.Equal(lifecycle is null && health is null ? "quarantined" : "stored", answer.Outcome());
            var state = await items.StateAsync(update);
            Assert.Equal((lifecycle ?? state.Lifecycle, health ?? state.Health), (state.Lifecycle, state.Health));
        }
    }

    [Theory]
    [InlineData("can\u2019t start", "CAN\u02BCT\u00a0START")]
    [InlineData("can't start", "can\uff07t\u2009 \tstart")]
    [InlineData("half\u2014way", "half - way")]
    [InlineData("half way", "half\u2212way")]
    [InlineData("half way", "half\u2015way")]
    [InlineData("caf\u00e9", "CAFE\u0301")]
    [InlineData("\u1ead", "a\u0302\u0323")]
    [InlineData("ar y gw\u0302eill", "AR Y G\u0174EILL")]
    [InlineData("under way", "under\u00adway")]
    [InlineData("under way", "\u200bunder\u200c\u200d\u2060way\ufeff")]
    [InlineData("under way", "under\u202fway")]
    [InlineData("\uff35\uff4eder way", "under way")]
    public async Task Takes_two_writings_of_a_word_for_one(string entered, string sent)
    {
        var partner = await items.NewPartnerAsync(
            new Dictionary<string, object> { [entered] = new { lifecycle = "paused", health = "atRisk" } });
        var update = items.Update(("health", sent));

        await partner.BearerAsync(update);

        var state = await items.StateAsync(update);
        Assert.Equal((Lifecycle.Paused, Health.AtRisk), (state.Lifecycle, state.Health));
    }

    [Fact]
    public async Task A_partners_own_word_comes_before_the_usual_meaning()
    {
        var partner = await items.NewPartnerAsync(
            new { amber = new { health = "onTrack" }, done = new { lifecycle = "inProgress" } });
        var update = items.Update(("health", "Amber"), ("lifecycle", "Done"));

        await partner.BearerAsync(update);

        var state = await items.StateAsync(update);
        Assert.Equal((Lifecycle.InProgress, Health.OnTrack), (state.Lifecycle, state.Health));
    }

    [Theory]
    [InlineData("green", "complete", Lifecycle.Complete, Health.OnTrack)]
    [InlineData("blue", "green", Lifecycle.Complete, Health.OnTrack)]
    [InlineData("on track", "green", Lifecycle.InProgress, Health.OnTrack)]
    public async Task Two_words_may_stand_in_each_others_fields(string lifecycle, string health, Lifecycle stage, Health state)
    {
        var partner = await items.NewPartnerAsync();
        var update = items.Update(("lifecycle", lifecycle), ("health", health));

        await partner.BearerAsync(update);

        var after = await items.StateAsync(update);
        Assert.Equal((stage, state), (after.Lifecycle, after.Health));
    }

    [Theory]
    [InlineData("green", "red", "/data/lifecycle")]
    [InlineData("inProgress", "done", "/data/health")]
    public async Task Words_that_say_two_things_of_one_axis_are_refused(string lifecycle, string health, string pointer)
    {
        var partner = await items.NewPartnerAsync();

        var error = (await (await partner.BearerAsync(items.Update(("lifecycle", lifecycle),
            ("health", health)))).JsonAsync()).Error();

        Assert.Equal((pointer, "contradicts"), (error.Text("pointer"), error.Text("code")));
    }

    [Theory]
    [InlineData("amberr", "amber")]
    [InlineData("ontrak", "onTrack")]
    [InlineData("cancelld", "cancelled")]
    [InlineData("parkd", "parked")]
    public async Task An_unknown_word_is_answered_with_the_nearest(string word, string nearest)
    {
        var partner = await items.NewPartnerAsync(new { parked = new { lifecycle = "paused" } });

        var error = (await (await partner.BearerAsync(items.Update(("health", word)))).JsonAsync()).Error();

        Assert.Contains($"Did you mean {nearest}?", error.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"complete":{"health":"onTrack"}}""", "/statusWords/complete", "canonical-word")]
    [InlineData("""{"on\u2014track":{"health":"offTrack"}}""", "/statusWords/on\u2014track", "canonical-word")]
    [InlineData("""{"amber":{"helth":"atRisk","lifecycle":"inProgress"}}""", "/statusWords/amber/helth", "unknown-axis")]
    [InlineData("""{"amber":{"health":"complete"}}""", "/statusWords/amber/health", "unknown-word")]
    [InlineData("""{"amber":{"health":""}}""", "/statusWords/amber", "no-meaning")]
    [InlineData("""{"\u200b":{"health":"atRisk"}}""", "/statusWords", "bad-word")]
    [InlineData("""{"it's":"paused","it\u2019s":"complete"}""", "/statusWords/it\u2019s", "duplicate-key")]
    public async Task A_status_word_that_the_hub_would_drop_is_refused(string words, string pointer, string code)
    {
        var body = $$"""{"name":"X","plans":["fresh"],"statusWords":{{words}}}""";

        var response = await items.Hub.App.Office.PutAsync(
            "/api/partners/dropped",
            new StringContent(body),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await response.JsonAsync()).Error();
        Assert.Equal((pointer, code), (error.Text("pointer"), error.Text("code")));
    }

    [Fact]
    public async Task A_hub_word_may_be_given_its_other_axis_too()
    {
        var partner = await items.NewPartnerAsync(new { complete = new { lifecycle = "complete", health = "notApplicable" } });
        var update = items.Update(("lifecycle", "complete"));

        await partner.BearerAsync(update);

        var state = await items.StateAsync(update);
        Assert.Equal((Lifecycle.Complete, Health.NotApplicable), (state.Lifecycle, state.Health));
    }

    [Fact]
    public async Task Words_given_under_both_names_are_refused()
    {
        var body =
            """{"name":"X","plans":["fresh"],"statusWords":{"amber":{"health":"atRisk"}},"words":{"puce":{"health":"atRisk"}}}""";

        var response = await items.Hub.App.Office.PutAsync(
            "/api/partners/both",
            new StringContent(body),
            TestContext.Current.CancellationToken);

        Assert.Equal(
            ("/words", "given-twice"),
            ((await response.JsonAsync()).Error().Text("pointer"), (await response.JsonAsync()).Error().Text("code")));
    }
}
