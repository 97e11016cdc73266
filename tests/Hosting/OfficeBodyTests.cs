using System.Net;
using System.Text;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Hosting;

/// <summary>Office calls whose options stand in the address read them from a JSON body too, or say that they take none.</summary>
public sealed class OfficeBodyTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hold_keeps_the_reason_of_its_body()
    {
        await hub.PutPlanAsync("reasoned", 1);
        var answer = await (await SendAsync("POST", "/api/plans/reasoned/hold", """{"reason":"Election"}""")).JsonAsync();
        Assert.Equal("Election", answer.Text("reason"));
        Assert.Equal(
            "Election",
            (await (await hub.App.Office.GetAsync("/api/plans/reasoned", Stop)).JsonAsync())["hold"]!.Text("reason"));
    }

    [Theory]
    [InlineData("POST", "/api/plans/town/hold", """{"reasn":"Election"}""", "application/json", 400, "Did you mean reason?")]
    [InlineData("POST", "/api/plans/town/hold?reason=a", """{"reason":"b"}""", "application/json", 400, "give it once")]
    [InlineData("POST", "/api/plans/town/hold", """{"reason":["a"]}""", "application/json", 400, "Give one text")]
    [InlineData("POST", "/api/plans/town/hold", "{", "application/json", 400, "not JSON")]
    [InlineData("POST", "/api/plans/town/hold", "[1]", "application/json", 400, "JSON object")]
    [InlineData("POST", "/api/plans/town/hold", "reason=Election", "application/x-www-form-urlencoded", 415, "application/json")]
    [InlineData("DELETE", "/api/plans/town/hold", """{"reason":"over"}""", "application/json", 400, "takes no body")]
    [InlineData(
        "POST",
        "/api/partners/nobody-here/rotate",
        """{"revok":true}""",
        "application/json",
        400,
        "Did you mean revoke?")]
    [InlineData("POST", "/api/snapshots", """{"plans":"town"}""", "application/json", 400, "Did you mean plan?")]
    [InlineData("POST", "/api/reminders", """{"asof":"2022-05-24"}""", "application/json", 400, "Did you mean asOf?")]
    [InlineData("DELETE", "/api/quarantine/none", "reason", "text/plain", 415, "takes no body")]
    [InlineData("DELETE", "/api/reminders/unreachable/town/lead", """{"a":1}""", "application/json", 400, "takes no body")]
    public async Task A_body_that_would_be_ignored_is_refused(
        string method,
        string path,
        string body,
        string type,
        int status,
        string says)
    {
        var response = await SendAsync(method, path, body, type);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(
            says,
            (await response.JsonAsync()).ToJsonString(
                new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData(" \n")]
    public async Task A_body_that_says_nothing_is_none(string body) =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("DELETE", "/api/plans/town/hold", body)).StatusCode);

    [Fact]
    public async Task A_rotation_revokes_by_its_body()
    {
        var partner = await hub.NewPartnerAsync();
        var answer = await (await SendAsync("POST", $"/api/partners/{partner.Id}/rotate", """{"revoke":true}""")).JsonAsync();
        Assert.NotNull(answer["effectiveAt"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await partner.BearerAsync(Sender.Update("d39"))).StatusCode);
    }

    [Fact]
    public async Task The_office_replays_an_update_as_it_should_have_been()
    {
        var partner = await hub.NewPartnerAsync();
        await partner.BearerAsync(Sender.Update("d38", health: "mauve"));
        var id = (await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]![0]!.Text("id");

        var wrong = await SendAsync("POST", $"/api/quarantine/{id}/replay", """{"update":{}}""");
        var right = await SendAsync(
            "POST",
            $"/api/quarantine/{id}/replay",
            """{"updates":[{"plan":"town","deliverable":"d38","asAt":"2022-05-20T10:00:00Z","health":"amber"}]}""");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (wrong.StatusCode, right.StatusCode));
        Assert.Equal("stored", (await right.JsonAsync()).Outcome());
        Assert.Equal(
            HubFunctions.Plans.Health.AtRisk,
            (await hub.App.Plans.FindItemAsync("town", "d38", Stop))!.Item.State.Health);
        Assert.Empty((await (await partner.GetAsync("quarantine")).JsonAsync())["entries"]!.AsArray());
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string body, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        return await hub.App.Office.SendAsync(request, Stop);
    }
}
