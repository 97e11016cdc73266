using System.Net;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Updates;

public sealed class SilentPartnerTests(UpdatesHub hub, AzuriteFixture azurite) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task The_health_page_names_a_silent_partner_until_it_reports_and_stays_ready()
    {
        var account = azurite.NewAccount();
        await using var spring = await OnAsync("2022-05-24T07:00:00Z");
        (await spring.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 3))).EnsureSuccessStatusCode();
        (await spring.Office.PutJsonAsync(
                "/api/plans/secret",
                new
                {
                    id = "secret",
                    title = "Not public",
                    referenceDate = "2022-01-01",
                    published = false,
                    items = new[] { new { id = "d1", title = "One" } },
                })).EnsureSuccessStatusCode();
        await UpdatesHub.NewPartnerAsync(spring, new { name = "Mary Secret", plans = new[] { "town", "secret" } }, "museum");
        var library = await UpdatesHub.NewPartnerAsync(spring, id: "library");
        Assert.Empty(await SilentAsync(spring));

        await using var autumn = await OnAsync("2022-09-01T07:00:00Z");
        Assert.Equal(["library town 2022-08-24", "museum town 2022-08-24"], await SilentAsync(autumn));

        await new Sender(autumn.Anyone, "library", library.Secret, library.Token).SignedAsync(Sender.Update("d1"), "m1");
        await using var later = await OnAsync("2022-09-01T08:00:00Z");
        Assert.Equal(["museum town 2022-08-24"], await SilentAsync(later));

        Task<HubApp> OnAsync(string now) =>
            HubApp.StartAsync(azurite, new() { ["AzureWebJobsStorage"] = account, ["Hub__Now"] = now });
    }

    /// <summary>After the hourly look.</summary>
    private static async Task<IEnumerable<string>> SilentAsync(HubApp app)
    {
        await app.Get<SilentPartnerMonitor>().LookAsync(TestContext.Current.CancellationToken);
        using var answer = await app.Office.GetAsync("/api/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var state = await answer.JsonAsync();
        Assert.DoesNotContain("ecret", state.ToJsonString(), StringComparison.Ordinal);
        return state["silentPartners"]!
            .AsArray()
            .Select(s => $"{s!["partner"]} {s["plan"]} {s["due"]}")
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Only_the_office_is_told_the_names_of_silent_partners()
    {
        var account = azurite.NewAccount();
        await using var spring = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = account, ["Hub__Now"] = "2022-05-24T07:00:00Z" });
        (await spring.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 3))).EnsureSuccessStatusCode();
        await UpdatesHub.NewPartnerAsync(spring, id: "museum");
        await using var unlooked = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = account, ["Hub__Now"] = "2022-09-01T07:00:00Z" });
        var autumn = unlooked;

        Assert.DoesNotContain("silentPartner", await AskAsync($"Bearer {HubApp.AdminKey}"), StringComparison.Ordinal);
        await using var looked = await HubApp.StartAsync(
            azurite,
            new() { ["AzureWebJobsStorage"] = account, ["Hub__Now"] = "2022-09-01T07:00:00Z" });
        await looked.Get<SilentPartnerMonitor>().LookAsync(TestContext.Current.CancellationToken);
        autumn = looked;
        Assert.Contains("museum", await AskAsync($"Bearer {HubApp.AdminKey}"), StringComparison.Ordinal);
        foreach (var other in new[] { null, "Bearer wrong", "Bearer a.b.c", "Basic eDp5" })
        {
            var text = await AskAsync(other);
            Assert.DoesNotContain("museum", text, StringComparison.Ordinal);
            Assert.Contains("\"silentPartnerCount\":1", text, StringComparison.Ordinal);
        }

        async Task<string> AskAsync(string? authorization)
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, "/api/health/ready");
            if (authorization is not null)
                call.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var answer = await autumn.Anyone.SendAsync(call, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Empty(answer.Headers.WwwAuthenticate);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Notices_who_has_not_reported_within_the_plans_rhythm()
    {
        var app = await hub.AnotherAsync();
        var (heard, silent) = (await UpdatesHub.NewPartnerAsync(app), await UpdatesHub.NewPartnerAsync(app));
        await heard.SignedAsync(Sender.Update("d1"), "m1");
        var partners = await app.Get<TablePartnerStore>().ListAsync(TestContext.Current.CancellationToken);
        var plan = (await app.Get<TableReporting>().FindAsync("town", [heard.Id, silent.Id],
            TestContext.Current.CancellationToken))!;

        IEnumerable<(string, string?)> On(DateOnly today) =>
            SilentPartners
                .Of(SilentPartners.ByPlan(partners)["town"], plan, today)
                .Select(s => (s.Partner, s.LastHeard?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

        // Both were entered, and one was heard, on 24 May; the review interval is a quarter.
        Assert.Empty(On(new(2022, 8, 24)));
        Assert.Equal([(heard.Id, "2022-05-24"), (silent.Id, null)], On(new(2022, 8, 25)));
    }

    [Fact]
    public async Task A_partner_of_whom_the_version_before_kept_no_row_is_read_off_the_items_once()
    {
        var app = await hub.AnotherAsync();
        var heard = await UpdatesHub.NewPartnerAsync(app);
        await heard.SignedAsync(Sender.Update("d1"), "m1");
        var rows = app.Storage.Tables.GetTableClient(TablePlanStore.TableName);
        await rows.DeleteEntityAsync("town", $"last|{heard.Id}", Azure.ETag.All, TestContext.Current.CancellationToken);

        var first = await HeardAsync();
        await rows.GetEntityAsync<TableEntity>(
            "town",
            $"last|{heard.Id}",
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("2022-05-24", first?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(first, await HeardAsync());

        async Task<DateTimeOffset?> HeardAsync() =>
            (await app.Get<TableReporting>().FindAsync("town", [heard.Id], TestContext.Current.CancellationToken))!.Heard[
                heard.Id
            ];
    }

    [Theory]
    [InlineData(null, "2022-05-24T10:00:00Z", true)]
    [InlineData("2022-05-24T10:00:00Z", "2022-05-24T10:14:59Z", false)]
    [InlineData("2022-05-24T10:00:00Z", "2022-05-24T10:15:00Z", true)]
    [InlineData("2022-05-24T22:55:00Z", "2022-05-24T23:01:00Z", true)]
    [InlineData("2022-05-24T10:00:00Z", "2022-05-24T09:00:00Z", true)]
    public void That_a_partner_was_heard_is_written_again_after_minutes_or_on_a_new_day(
        string? written,
        string now,
        bool isDue) => Assert.Equal(isDue, LastHeard.IsDue(written is null ? null : At(written), At(now)));

    [Fact]
    public async Task Updates_within_minutes_write_once_that_their_sender_was_heard()
    {
        var app = await hub.AnotherAsync();
        var partner = await UpdatesHub.NewPartnerAsync(app);
        await partner.SignedAsync(Sender.Update("d1"), "m1");
        var first = await RowAsync();
        await partner.SignedAsync(Sender.Update("d2"), "m2");
        Assert.Equal(first.ETag, (await RowAsync()).ETag);

        async Task<TableEntity> RowAsync() =>
            (await app
                    .Storage.Tables.GetTableClient(TablePlanStore.TableName)
                    .GetEntityAsync<TableEntity>(
                        "town",
                        $"last|{partner.Id}",
                        cancellationToken: TestContext.Current.CancellationToken)).Value;
    }

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void A_partner_with_nothing_open_owes_nothing()
    {
        var partner = new Partner { Id = "museum", Items = ["town/d1", "city/d1"] };
        var header = new PlanHeader { Id = "town", Title = "Town", ReferenceDate = new(2022, 1, 1) };
        Assert.Single(Of("d1"));
        Assert.Empty(Of("d2"));
        Assert.Empty(Of());

        IReadOnlyList<SilentPartner> Of(params string[] open) =>
            SilentPartners.Of(
                SilentPartners.ByPlan([partner])["town"],
                new PlanReporting(header, open.ToHashSet(), new Dictionary<string, DateTimeOffset?>()),
                new(2030, 1, 1));
    }
}
