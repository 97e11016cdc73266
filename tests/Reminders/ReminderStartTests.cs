using System.Net;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Reminders;

public sealed class ReminderStartTests(AzuriteFixture azurite)
{
    private const string Csv =
        "Ref,Deliverable,Owner,Owner email,Due\n1,Homes,Ann Lee,ann@town.example,24 May 2022\n2,Roads,Bob Ray,,24 May 2022\n";
    private const string Noon = "asOf=2022-05-24T11:00:00Z";

    [Fact]
    public async Task No_mail_goes_out_for_an_imported_plan_until_reminders_are_started()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await ImportAsync(app);

        var waiting = await PostAsync(app, $"/api/reminders?{Noon}");
        var preview = await PostAsync(app, "/api/plans/town/reminders/start?dryRun=true");
        var still = await PostAsync(app, $"/api/reminders?{Noon}&dryRun=true");
        var start = await PostAsync(app, "/api/plans/town/reminders/start");
        var started = await PostAsync(app, $"/api/reminders?{Noon}");

        Assert.Empty(waiting["digests"]!.AsArray());
        Assert.Empty(still["digests"]!.AsArray());
        Assert.Equal("waiting", (string?)preview["reminders"]);
        Assert.Contains("ann-lee", preview["digests"]!.AsArray().Select(d => (string?)d!["owner"]));
        Assert.Equal(["2"], preview["withoutAddress"]!.AsArray().Select(i => (string?)i));
        Assert.Equal("started", (string?)start["reminders"]);
        Assert.Equal(preview["digests"]!.ToJsonString(), started["digests"]!.ToJsonString());
        Assert.True((int)started["sent"]! > 0);
    }

    [Fact]
    public async Task The_same_file_again_or_a_start_again_changes_nothing()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await ImportAsync(app);
        await PostAsync(app, "/api/plans/town/reminders/start");

        var again = await ImportAsync(app);
        await PostAsync(app, "/api/plans/town/reminders/start");

        Assert.False((bool)again["headerChanged"]!);
        Assert.Equal("started", (string?)(await app.Office.GetJsonAsync("/api/plans/town"))["reminders"]);
    }

    [Fact]
    public async Task A_plan_that_is_put_is_started_and_one_that_waits_goes_on_waiting()
    {
        await using var app = await HubApp.StartAsync(azurite);
        object Plan(string id) =>
            new
            {
                id,
                title = "Plan",
                referenceDate = "2022-01-01",
                items = new[] { new { id = "1", title = "Homes" } },
            };
        await ImportAsync(app);

        await app.Office.PutJsonAsync("/api/plans/put", Plan("put"));
        await app.Office.PutJsonAsync("/api/plans/town", Plan("town"));

        Assert.Equal("started", (string?)(await app.Office.GetJsonAsync("/api/plans/put"))["reminders"]);
        Assert.Equal("waiting", (string?)(await app.Office.GetJsonAsync("/api/plans/town"))["reminders"]);
    }

    [Fact]
    public async Task A_draft_sends_no_mail_before_the_office_starts_it_or_adopts_it()
    {
        await using var app = await HubApp.StartAsync(azurite);
        object Plan(string status) => new
        {
            id = "draft",
            title = "Plan",
            referenceDate = "2022-01-01",
            status,
            owners = new[] { new { id = "lead", email = "lead@town.example" } },
            items = new[] { new { id = "1", title = "Homes", owner = "lead", timescale = "24 May 2022" } },
        };
        await app.Office.PutJsonAsync("/api/plans/draft", Plan("draft"));
        var draft = await PostAsync(app, $"/api/reminders?{Noon}&dryRun=true");
        await PostAsync(app, "/api/plans/draft/reminders/start");
        var started = await PostAsync(app, $"/api/reminders?{Noon}&dryRun=true");
        var again = await (await app.Office.PutJsonAsync("/api/plans/draft", Plan("draft"))).JsonAsync();
        await app.Office.PutJsonAsync("/api/plans/draft", Plan("adopted"));
        var adopted = await PostAsync(app, $"/api/reminders?{Noon}&dryRun=true");

        Assert.Empty(draft["digests"]!.AsArray());
        Assert.Single(started["digests"]!.AsArray());
        Assert.False((bool)again["headerChanged"]!);
        Assert.Single(adopted["digests"]!.AsArray());
    }

    [Fact]
    public async Task Reminders_that_are_neither_started_nor_waiting_are_refused()
    {
        await using var app = await HubApp.StartAsync(azurite);

        var answer = await app.Office.PutJsonAsync(
            "/api/plans/put",
            new
            {
                id = "put",
                title = "Plan",
                referenceDate = "2022-01-01",
                reminders = "paused",
            });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = (await answer.JsonAsync())["errors"]![0]!;
        Assert.Equal("/reminders", (string?)error["pointer"]);
        Assert.Contains("started or waiting", (string?)error["detail"], StringComparison.Ordinal);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> ImportAsync(HubApp app) =>
        await (await app.Office.PostAsync(
                "/api/plans/town/import",
                new StringContent(Csv, Encoding.UTF8, "text/csv"),
                TestContext.Current.CancellationToken)).JsonAsync();

    private static async Task<System.Text.Json.Nodes.JsonNode> PostAsync(HubApp app, string address) =>
        await (await app.Office.PostAsync(address, null, TestContext.Current.CancellationToken)).JsonAsync();
}
