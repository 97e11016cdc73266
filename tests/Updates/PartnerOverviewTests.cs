using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>What may I report, and what became of what I sent?</summary>
public sealed class PartnerOverviewTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partner_sees_what_it_may_report_on_and_in_which_words()
    {
        var partner = await hub.NewPartnerAsync(
            new
            {
                name = "Museum",
                items = new[] { "town/d30" },
                statusWords = new { amber = new { health = "onTrack" } },
            });
        await partner.BearerAsync(
            new
            {
                plan = "town",
                deliverable = "d30",
                asAt = "2022-05-20",
                health = "amber",
                summary = "Public.",
                note = "Secret note.",
            });

        var response = await GetAsync(partner.Token, $"/api/partners/{partner.Id}");

        var answer = await response.JsonAsync();
        var item = Assert.Single(Assert.Single(answer["plans"]!.AsArray())!["items"]!.AsArray())!;
        Assert.Equal(
            ("d30", "onTrack", "2022-12-31", "Public."),
            (item.Text("id"), item.Text("health"), item.Text("due"), item.Text("summary")));
        Assert.Equal(("onTrack", true), (Word(answer, "amber").Text("health"), Word(answer, "amber")["own"]!.GetValue<bool>()));
        Assert.Equal("offTrack", Word(answer, "red").Text("health"));
        Assert.Equal(500, answer["limits"]!["updates"]!.GetValue<int>());
        var wire = answer.ToJsonString();
        Assert.DoesNotContain("Secret note", wire, StringComparison.Ordinal);
        Assert.DoesNotContain(partner.Token, wire, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measures_show_their_unit_target_and_newest_value()
    {
        await hub.App.Office.PutJsonAsync(
            "/api/plans/figures",
            new
            {
                id = "figures",
                title = "Figures",
                referenceDate = "2022-01-01",
                items = new[]
                {
                    new
                    {
                        id = "d1",
                        title = "Homes",
                        measures = new[]
                        {
                            new
                            {
                                id = "built",
                                name = "Homes built",
                                unit = "homes",
                                target = 50,
                            },
                        },
                    },
                },
            });
        var partner = await hub.NewPartnerAsync(new { name = "Counter", plans = new[] { "figures" } });
        await partner.BearerAsync(
            new
            {
                plan = "figures",
                deliverable = "d1",
                asAt = "2022-05-20",
                measures = new[] { new { id = "built", value = 12 } },
            });

        var answer = await (await GetAsync(partner.Token, $"/api/partners/{partner.Id}")).JsonAsync();

        var measure = Assert.Single(answer["plans"]![0]!["items"]![0]!["measures"]!.AsArray())!;
        Assert.Equal(
            ("built", "Homes built", "homes", 50m, 12m),
            (
                measure.Text("id"),
                measure.Text("name"),
                measure.Text("unit"),
                measure["target"]!.GetValue<decimal>(),
                measure["value"]!.GetValue<decimal>()));
    }

    [Fact]
    public async Task Nobody_else_sees_it_but_the_office()
    {
        var (partner, other) = (await hub.NewPartnerAsync(), await hub.NewPartnerAsync());
        foreach (var path in (string[])[$"/api/partners/{partner.Id}", $"/api/partners/{partner.Id}/updates"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await hub.App.Anyone.GetAsync(path, Stop)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(other.Token, path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(partner.Token, path)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await hub.App.Office.GetAsync(path, Stop)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await hub.App.Office.GetAsync("/api/partners/nobody-at-all", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(partner.Token, "/api/partners")).StatusCode);
    }

    [Fact]
    public async Task Recent_messages_say_whether_each_update_is_public_held_or_waiting()
    {
        await hub.PutPlanAsync("shown", 3);
        await hub.PutPlanAsync("paused", 3);
        await hub.App.Office.PutJsonAsync(
            "/api/plans/draft",
            new
            {
                id = "draft",
                title = "Draft",
                status = "draft",
                referenceDate = "2022-01-01",
                items = new[] { new { id = "d1", title = "One" } },
            });
        var partner = await hub.NewPartnerAsync(new { name = "Sender", plans = new[] { "shown", "paused", "draft" } });
        await partner.BearerAsync(Of("shown", "d1"));
        (await hub.App.Office.PostAsync("/api/snapshots?plan=shown", null, Stop)).EnsureSuccessStatusCode();
        (await hub.App.Office.PostAsync("/api/plans/paused/hold", null, Stop)).EnsureSuccessStatusCode();
        await partner.BearerAsync(new[] { Of("shown", "d2"), Of("paused", "d1"), Of("draft", "d1"), Of("shown", "unheard-of") });
        await partner.BearerAsync(Of("shown", "d1", "2022-04-01"));

        var answer = await (await GetAsync(partner.Token, $"/api/partners/{partner.Id}/updates")).JsonAsync();

        var messages = answer["messages"]!.AsArray().Select(m => m!).ToList();
        Assert.Equal(["late"], messages[0]["updates"]!.AsArray().Select(u => u!.Text("outcome")));
        Assert.Equal(
            ["stored waiting", "stored held", "stored internal", "quarantined unknown-deliverable"],
            messages[1]["updates"]!.AsArray().Select(u => $"{u!.Text("outcome")} {u!["publication"] ?? u!.Error()["code"]}"));
        Assert.Equal("public", messages[2]["updates"]![0]!.Text("publication"));
        Assert.NotNull(messages[2]["updates"]![0]!["published"]!["url"]);
        Assert.Equal(
            HttpStatusCode.OK,
            (await GetAsync(partner.Token, $"/api/partners/{partner.Id}/receipts/{messages[1].Text("receipt")}")).StatusCode);
    }

    [Fact]
    public async Task The_office_sees_who_has_reported()
    {
        var (heard, unheard) = (await hub.NewPartnerAsync(), await hub.NewPartnerAsync());
        await heard.BearerAsync(Sender.Update("d33"));

        var answer = await (await hub.App.Office.GetAsync("/api/partners", Stop)).JsonAsync();

        var (one, other) = (Line(answer, heard.Id), Line(answer, unheard.Id));
        Assert.Equal(("current", "never"), (one.Text("standing"), other.Text("standing")));
        Assert.NotNull(one["lastContact"]);
        Assert.Null(other["lastContact"]);
    }

    private static object Of(string plan, string item, string asAt = "2022-05-20") =>
        new
        {
            plan,
            deliverable = item,
            asAt,
            health = "green",
        };

    private static JsonNode Word(JsonNode answer, string word) =>
        answer["statusWords"]!.AsArray().Single(w => w!.Text("word") == word)!;

    private static JsonNode Line(JsonNode answer, string partner) =>
        answer["partners"]!.AsArray().Single(p => p!.Text("id") == partner)!;

    private async Task<HttpResponseMessage> GetAsync(string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await hub.App.Anyone.SendAsync(request, Stop);
    }
}
