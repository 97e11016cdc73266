using System.Net;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class AuthenticationTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Takes_a_signed_update()
    {
        var partner = await hub.NewPartnerAsync();

        var response = await partner.SignedAsync(Sender.Update("d10"), "m1");

        var answer = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("stored", answer.Outcome());
        Assert.Equal("d10", answer.Result().Text("deliverable"));
        Assert.Equal(2, answer.Result()["sequence"]!.GetValue<long>());
    }

    [Fact]
    public async Task Takes_a_bearer_token_and_knows_the_same_body_again_without_an_id()
    {
        var partner = await hub.NewPartnerAsync();

        var first = await (await partner.BearerAsync(Sender.Update("d11"))).JsonAsync();
        var second = await (await partner.BearerAsync(Sender.Update("d11"))).JsonAsync();

        Assert.Equal(("stored", "duplicate"), (first.Outcome(), second.Outcome()));
        Assert.Equal(first.Text("receipt"), second.Text("receipt"));
    }

    [Theory]
    [InlineData("another-partner")]
    [InlineData("nobody")]
    public async Task Refuses_the_secret_and_token_of_one_partner_for_another(string other)
    {
        var partner = await hub.NewPartnerAsync();
        if (other != "nobody")
            await UpdatesHub.NewPartnerAsync(hub.App, id: other);

        var signed = await partner.As(other).SignedAsync(Sender.Update(), "m1");
        var bearer = await partner.As(other).BearerAsync(Sender.Update());

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (signed.StatusCode, bearer.StatusCode));
        Assert.Equal("Bearer", bearer.Headers.WwwAuthenticate.Single().Scheme);
        // Whether a partner exists does not show.
        var known = await partner.With(partner.Secret, "hub_wrong").BearerAsync(Sender.Update());
        Assert.Equal(await known.Content.ReadAsStringAsync(Stop), await bearer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task Refuses_a_valid_token_beside_a_wrong_signature()
    {
        var partner = await hub.NewPartnerAsync();

        var response = await partner.BearerAsync(
            Sender.Update(),
            ("webhook-id", "m1"),
            ("webhook-timestamp", "1700000000"),
            ("webhook-signature", "v1,AAAA"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Refuses_the_admin_key_where_a_partner_is_asked_for()
    {
        var partner = await hub.NewPartnerAsync();
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await partner.With(partner.Secret, HubApp.AdminKey).BearerAsync(Sender.Update())).StatusCode);
    }

    [Fact]
    public async Task Verifies_the_bytes_before_it_looks_at_them()
    {
        var partner = await hub.NewPartnerAsync();

        var garbage = await partner
            .With("whsec_" + Convert.ToBase64String(new byte[32]), "x")
            .SignedAsync(Encoding.UTF8.GetBytes("{{{"), "m1");

        Assert.Equal(HttpStatusCode.Unauthorized, garbage.StatusCode);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_an_old_timestamp()
    {
        var partner = await hub.NewPartnerAsync();

        var response = await partner.SignedAsync(
            Encoding.UTF8.GetBytes(Sender.Envelope(Sender.Update())), "m1", TimeProvider.System.GetUtcNow().AddMinutes(-6));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("five minutes", (await response.JsonAsync()).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_a_timestamp_in_milliseconds_has_to_be_in_seconds()
    {
        var partner = await hub.NewPartnerAsync();

        var response = await partner.BearerAsync(
            Sender.Update(),
            ("webhook-id", "m1"),
            ("webhook-timestamp", $"{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}"),
            ("webhook-signature", "v1,AAAA"));

        Assert.Contains("whole seconds", (await response.JsonAsync()).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_a_wrong_token_what_can_be_seen_of_it()
    {
        var (partner, other) = (await hub.NewPartnerAsync(), await hub.NewPartnerAsync());
        async Task<string> DetailAsync(string token) =>
            (await (await partner.With(partner.Secret, token).BearerAsync(Sender.Update())).JsonAsync()).Text("detail");

        Assert.Contains("signing secret", await DetailAsync(partner.Secret), StringComparison.Ordinal);
        Assert.Contains("another partner's", await DetailAsync(other.Token), StringComparison.Ordinal);
        Assert.Contains("send it whole", await DetailAsync(partner.Token[..^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_everything_about_items_that_are_not_the_partners()
    {
        var partner = await hub.NewPartnerAsync(new { name = "One item", items = new[] { "town/d20" } });

        var own = await partner.SignedAsync(Sender.Update("d20"), "m1");
        var other = await partner.SignedAsync(Sender.Update("d21"), "m2");
        var both = await partner.SignedAsync(new[] { Sender.Update("d20", "2022-05-21"), Sender.Update("d21") }, "m3");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.MultiStatus),
            (own.StatusCode, other.StatusCode, both.StatusCode));
        var answer = await both.JsonAsync();
        Assert.Equal(("stored", "quarantined"), (answer.Outcome(0), answer.Outcome(1)));
        Assert.Equal("not-allowed", answer.Result(1).Error().Text("code"));
        Assert.Equal("/data/1/deliverable", answer.Result(1).Error().Text("pointer"));
        Assert.Null((await hub.App.Plans.FindItemAsync("town", "d21", Stop))!.Item.State.AsAt);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
