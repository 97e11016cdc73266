using System.Globalization;
using System.Net;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class RevocationTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    [Fact]
    public async Task A_revoked_secret_and_all_before_it_are_refused_everywhere_when_the_answer_says()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, two) = await hubs.NewPartnerAsync(plan);
        var retired = await (await RotateAsync(one.Id, "")).JsonAsync();
        var current = two.With(retired.Text("signingSecret"), retired.Text("token"));
        Assert.Equal(HttpStatusCode.OK, (await two.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-01"), "m1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await current.BearerAsync(TwoHubs.Update(plan, "d1", "2022-05-02"))).StatusCode);

        var now = hubs.Clock.GetUtcNow();
        var answer = await (await RotateAsync(one.Id, "?revoke=true")).JsonAsync();
        var effective = DateTimeOffset.Parse(answer.Text("effectiveAt"), CultureInfo.InvariantCulture);
        hubs.Clock.Shift += effective - hubs.Clock.GetUtcNow();

        Assert.InRange(effective - now, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Null(retired["effectiveAt"]);
        foreach (var old in (Sender[])[two, current, one, one.With(current.Secret, current.Token)])
        {
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                (await old.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-03"), "m3")).StatusCode);
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                (await old.BearerAsync(TwoHubs.Update(plan, "d1", "2022-05-03"))).StatusCode);
        }

        var renewed = two.With(answer.Text("signingSecret"), answer.Text("token"));
        Assert.Equal(HttpStatusCode.OK, (await renewed.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-03"), "m3")).StatusCode);
        Assert.Null(answer["oldSecretsUntil"]);
    }

    [Fact]
    public async Task A_record_that_took_too_long_to_read_lets_no_revoked_secret_in()
    {
        var plan = await hubs.NewPlanAsync();
        var (_, two) = await hubs.NewPartnerAsync(plan);
        var reads = 0;
        hubs.AtTwo.After = async message =>
        {
            if (!message.Request.Uri.Path.Contains("HubPartners", StringComparison.Ordinal)
                || Interlocked.Increment(ref reads) > 1)
                return;
            (await RotateAsync(two.Id, "?revoke=true")).EnsureSuccessStatusCode();
            hubs.Clock.Shift += TimeSpan.FromSeconds(11);
        };

        var answer = await two.BearerAsync(TwoHubs.Update(plan, "d1"));
        hubs.AtTwo.After = null;

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await hubs.HistoryAsync(plan, "d1"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("yes")]
    [InlineData("")]
    public async Task A_misspelt_revoke_changes_nothing(string revoke)
    {
        var plan = await hubs.NewPlanAsync();
        var (one, _) = await hubs.NewPartnerAsync(plan);

        Assert.Equal(HttpStatusCode.BadRequest, (await RotateAsync(one.Id, $"?revoke={revoke}")).StatusCode);
        Assert.Null((await (await RotateAsync(one.Id, "?revoke=True")).JsonAsync())["oldSecretsUntil"]);
    }

    private Task<HttpResponseMessage> RotateAsync(string partner, string query) =>
        hubs.One.Office.PostAsync($"/api/partners/{partner}/rotate{query}", null, TwoHubs.Stop);
}
