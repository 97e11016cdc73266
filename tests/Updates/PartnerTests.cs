using System.Net;
using HubFunctions.Tests.Support;
using HubFunctions.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Updates;

public sealed class PartnerTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Shows_secret_and_token_in_the_first_answer_only()
    {
        var first = await hub.App.Office.PutJsonAsync("/api/partners/once", new { name = "Once", plans = new[] { "town" } });
        var second = await hub.App.Office.PutJsonAsync("/api/partners/once", new { name = "Twice", plans = new[] { "town" } });

        var shown = await first.JsonAsync();
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(32, Convert.FromBase64String(shown.Text("signingSecret")["whsec_".Length..]).Length);
        Assert.StartsWith("hub_once_1_", shown.Text("token"), StringComparison.Ordinal);
        Assert.True(first.Headers.CacheControl!.NoStore);
        var again = await second.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal("Twice", again.Text("name"));
        Assert.Null(again["signingSecret"]);
        Assert.Null(again["token"]);
    }

    [Fact]
    public async Task Keeps_no_secret_at_rest()
    {
        var partner = await hub.NewPartnerAsync();
        var table = hub.App.Storage.Tables.GetTableClient(TablePartnerStore.TableName);
        await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Stop))
        {
            var text = string.Join('\n', row.Select(column => $"{column.Value}"));
            Assert.DoesNotContain(partner.Secret["whsec_".Length..], text, StringComparison.Ordinal);
            Assert.DoesNotContain(partner.Token[^20..], text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Old_secret_and_token_work_for_24_hours_after_a_rotation_and_not_longer()
    {
        var clock = new ShiftedClock();
        var app = await hub.AnotherAsync(services => services.AddSingleton<TimeProvider>(clock));
        var old = await UpdatesHub.NewPartnerAsync(app);
        Assert.Equal(HttpStatusCode.OK, (await old.BearerAsync(Sender.Update("d1", "2022-05-01"))).StatusCode);

        var rotated = await (await app.Office.PostAsync($"/api/partners/{old.Id}/rotate", null, Stop)).JsonAsync();
        var renewed = old.With(rotated.Text("signingSecret"), rotated.Text("token"));

        Assert.NotEqual(old.Secret, renewed.Secret);
        Assert.NotEqual(old.Token, renewed.Token);
        Assert.Equal(HttpStatusCode.OK, (await old.BearerAsync(Sender.Update("d1", "2022-05-02"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await renewed.BearerAsync(Sender.Update("d1", "2022-05-03"))).StatusCode);
        clock.Shift = TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.OK, (await old.BearerAsync(Sender.Update("d1", "2022-05-04"))).StatusCode);
        clock.Shift = TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.Unauthorized, (await old.BearerAsync(Sender.Update("d1", "2022-05-05"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await renewed.BearerAsync(Sender.Update("d1", "2022-05-06"))).StatusCode);
    }

    [Fact]
    public async Task Rejects_an_update_signed_with_the_old_secret_after_it_was_revoked()
    {
        var old = await hub.NewPartnerAsync();
        Assert.Equal(HttpStatusCode.OK, (await old.SignedAsync(Sender.Update("d1", "2022-05-01"), "m1")).StatusCode);

        await hub.App.Office.PostAsync($"/api/partners/{old.Id}/rotate?revoke=true", null, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, (await old.SignedAsync(Sender.Update("d1", "2022-05-02"), "m2")).StatusCode);
    }

    [Fact]
    public async Task A_rotation_in_another_instance_is_seen_at_the_first_new_signature()
    {
        var clock = new ShiftedClock();
        var one = await hub.AnotherAsync(services => services.AddSingleton<TimeProvider>(clock));
        var two = await hub.AnotherAsync(
            services => services.AddSingleton<TimeProvider>(clock),
            new() { ["AzureWebJobsStorage"] = one.StateConnection() });
        var partner = await UpdatesHub.NewPartnerAsync(one);
        var atTwo = new Sender(two.Anyone, partner.Id, partner.Secret, partner.Token);
        Assert.Equal(HttpStatusCode.OK, (await atTwo.SignedAsync(Sender.Update("d1", "2022-05-01"), "m1")).StatusCode);

        var rotated = await (await one.Office.PostAsync($"/api/partners/{partner.Id}/rotate", null, Stop)).JsonAsync();
        clock.Shift = TimeSpan.FromSeconds(2);

        var renewed = atTwo.With(rotated.Text("signingSecret"), rotated.Text("token"));
        Assert.Equal(HttpStatusCode.OK, (await renewed.SignedAsync(Sender.Update("d1", "2022-05-02"), "m2")).StatusCode);
    }

    [Fact]
    public async Task Secrets_of_the_previous_signing_key_work_while_it_is_set()
    {
        var old = await hub.AnotherAsync();
        var partner = await UpdatesHub.NewPartnerAsync(old);
        var receipt = (await (await partner.BearerAsync(Sender.Update("d1", "2022-05-01"))).JsonAsync()).Text("receipt");
        var newKey = Convert.ToBase64String("another signing key for the hub!"u8);
        var oldKey = Convert.ToBase64String(old.Get<HubFunctions.Http.SigningKeys>().Current);
        var during = await hub.AnotherAsync(settings: new()
        {
            ["AzureWebJobsStorage"] = old.StateConnection(),
            ["Hub__SigningKey"] = newKey,
            ["Hub__PreviousSigningKey"] = oldKey,
        });
        var after = await hub.AnotherAsync(
            settings: new() { ["AzureWebJobsStorage"] = old.StateConnection(), ["Hub__SigningKey"] = newKey });

        var atDuring = new Sender(during.Anyone, partner.Id, partner.Secret, partner.Token);
        Assert.Equal(HttpStatusCode.OK, (await atDuring.SignedAsync(Sender.Update("d1", "2022-05-02"), "m2")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await atDuring.GetAsync($"receipts/{receipt}")).StatusCode);
        Assert.Equal("duplicate", (await (await atDuring.BearerAsync(Sender.Update("d1", "2022-05-01"))).JsonAsync()).Outcome());
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await new Sender(after.Anyone, partner.Id, partner.Secret, partner.Token).BearerAsync(
                    Sender.Update("d1", "2022-05-03"))).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"X"}""", "/plans", "required")]
    [InlineData("""{"name":"X","plans":["No Id"]}""", "/plans/0", "bad-id")]
    [InlineData("""{"name":"X","items":["town"]}""", "/items/0", "bad-id")]
    [InlineData("""{"plans":["town"]}""", "/name", "required")]
    [InlineData(
        """{"name":"X","plans":["town"],"statusWords":{"On Track":{"health":"offTrack"}}}""",
        "/statusWords/On Track",
        "canonical-word")]
    [InlineData(
        """{"name":"X","plans":["town"],"statusWords":{"a/b":{"health":"green"}}}""",
        "/statusWords/a~1b/health",
        "unknown-word")]
    [InlineData("""{"name":"X","plans":["town"],"statusWords":{"blue":{}}}""", "/statusWords/blue", "no-meaning")]
    [InlineData(
        """{"name":"X","plans":["town"],"statusWords":{"blue":"complete","B L U E":"paused"}}""",
        "/statusWords/B L U E",
        "duplicate-key")]
    public async Task Names_what_is_wrong_with_a_partner(string body, string pointer, string code)
    {
        var response = await hub.App.Office.PutAsync("/api/partners/wrong", new StringContent(body), Stop);

        var error = (await response.JsonAsync()).Error();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((pointer, code), (error.Text("pointer"), error.Text("code")));
    }

    [Fact]
    public async Task Only_the_office_enters_partners()
    {
        var partner = await hub.NewPartnerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/partners/{partner.Id}/rotate");
        request.Headers.Authorization = new("Bearer", partner.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await hub.App.Anyone.SendAsync(request, Stop)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await hub.App.Office.PostAsync("/api/partners/nobody-here/rotate", null, Stop)).StatusCode);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
