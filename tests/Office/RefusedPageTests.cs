using System.Net;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>What was refused is corrected on a page and goes through the door that partners use.</summary>
public sealed class RefusedPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FaultyStorage _storage = new();
    private HubApp _app = null!;
    private Visitor _visitor = null!;
    private Sender _partner = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, [], _storage.Register);
        _visitor = await Visitor.SignedInAsync(_app);
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 3))).EnsureSuccessStatusCode();
        _partner = await UpdatesHub.NewPartnerAsync(_app);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Shows_what_is_wrong_beside_the_field_and_stores_what_is_corrected()
    {
        var address = await RefuseAsync(
            new
            {
                plan = "town",
                deliverable = "d1",
                asAt = "2022-05-20T09:00:00Z",
                health = "puce",
                percentComplete = 140,
                measures = new[] { new { id = "m", value = 2 } },
            });
        var page = await _visitor.OpenAsync(address);
        Assert.Contains(
            "The hub does not know this word",
            page.GetElementById("update-health-error")!.TextContent,
            StringComparison.Ordinal);
        Assert.NotNull(page.GetElementById("update-percentComplete-error"));

        var (status, after) = await _visitor.PostAsync(
            address,
            Fields(page, address, new() { ["update-health"] = "amber", ["update-percentComplete"] = "40" }));

        Assert.Equal(
            (HttpStatusCode.OK, "/office/refused"),
            (status, after.QuerySelector("nav [aria-current]")!.GetAttribute("href")));
        var state = (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State;
        Assert.Equal(
            (Health.AtRisk, 40, 2m, _partner.Id),
            (state.Health, state.PercentComplete, state.Measures.Single().Value, state.Partner));
        Assert.Contains("Nothing is refused.", after.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_still_wrong_and_keeps_both_the_entry_and_what_was_entered()
    {
        var address = await RefuseAsync(
            new
            {
                plan = "town",
                deliverable = "d1",
                asAt = "2022-05-20T09:00:00Z",
                health = "puce",
            });

        var (status, page) = await _visitor.PostAsync(
            address,
            Fields(
                await _visitor.OpenAsync(address),
                address,
                new() { ["update-health"] = "mauve", ["update-summary"] = "A <b>new</b> text" }));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            ("mauve", "A <b>new</b> text"),
            (page.GetElementById("update-health")!.GetAttribute("value"), page.GetElementById("update-summary")!.TextContent));
        Assert.NotNull(page.GetElementById("update-health-error"));
        var entry = (await _app.Get<Quarantine>().FindAsync(address.Split('/')[^1], Stop))!;
        Assert.Contains("puce", Encoding.UTF8.GetString(entry.Raw), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_list_that_is_not_JSON_beside_its_field()
    {
        var address = await RefuseAsync(
            new
            {
                plan = "town",
                deliverable = "d1",
                asAt = "2022-05-20T09:00:00Z",
                measures = new[] { new { id = "m", value = "many" } },
            });

        var (status, page) = await _visitor.PostAsync(
            address,
            Fields(await _visitor.OpenAsync(address), address, new() { ["update-measures"] = "[{" }));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById("update-measures-error"));
    }

    [Theory]
    [InlineData("{\"type\": not JSON", "not JSON")]
    [InlineData(
        "{\"type\":\"deliverable.updated\",\"data\":{\"plan\":\"town\",\"plan\":\"town\"}}",
        "\"plan\":\"town\",\"plan\"")]
    public async Task What_cannot_be_corrected_field_by_field_is_shown_and_can_be_deleted(string body, string shown)
    {
        await _partner.SignedAsync(Encoding.UTF8.GetBytes(body), "m1");
        var address = await FirstAsync();
        var page = await _visitor.OpenAsync(address);

        Assert.Contains(shown, page.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        var (status, after) = await _visitor.PostAsync(address, Fields(page, address, new() { ["do"] = "delete" }));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("It is deleted.", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await _app.Get<Quarantine>().WaitingAsync(Stop)).Count);
    }

    [Fact]
    public async Task Reads_it_again_as_it_was_sent_once_the_partners_words_know_it()
    {
        var address = await RefuseAsync(
            new
            {
                plan = "town",
                deliverable = "d1",
                asAt = "2022-05-20T09:00:00Z",
                health = "puce",
            });
        await _app.Office.PutJsonAsync(
            $"/api/partners/{_partner.Id}",
            new
            {
                name = "x",
                plans = new[] { "town" },
                statusWords = new { puce = new { health = "offTrack" } },
            });

        await _visitor.PostAsync(address, Fields(await _visitor.OpenAsync(address), address, new() { ["do"] = "again" }));

        Assert.Equal(Health.OffTrack, (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Health);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told()
    {
        var address = await RefuseAsync(
            new
            {
                plan = "town",
                deliverable = "d1",
                asAt = "2022-05-20T09:00:00Z",
                health = "puce",
            });
        var fields = Fields(await _visitor.OpenAsync(address), address, new() { ["update-health"] = "green" });
        Assert.Equal(HttpStatusCode.OK, (await _visitor.PostAsync(address, fields)).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.PostAsync(address, fields)).Status);
    }

    [Fact]
    public async Task A_correction_stands_beside_what_was_sent_which_stays_as_it_came()
    {
        var address = await RefuseAsync(
            new { plan = "town", deliverable = "d1", asAt = "2022-05-20T09:00:00Z", health = "puce", summary = "Ask Jane Roe." });
        await _visitor.PostAsync(
            address, Fields(await _visitor.OpenAsync(address), address, new() { ["update-health"] = "amber" }));

        var page = await _visitor.OpenAsync(
            Assert.Single((await _visitor.OpenAsync("/office/refused?show=corrected")).QuerySelectorAll(".office-card a"))
                .GetAttribute("href")!);

        Assert.Contains("\"health\":\"puce\"", page.GetElementById("sent")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"health\":\"amber\"", page.GetElementById("corrected")!.TextContent, StringComparison.Ordinal);
        var shown = await _app.Office.GetJsonAsync($"/api/quarantine/{address.Split('/')[^1]}");
        Assert.Equal(
            ("puce", "amber"), ((string?)shown["update"]!["health"], (string?)shown["correction"]!["updates"]![0]!["health"]));
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await _app.Office.PostAsync($"/api/quarantine/{address.Split('/')[^1]}/replay", null, Stop)).StatusCode);
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await _app.Office.PostJsonAsync(
                    "/api/plans/town/erasures", new { field = "summary", text = "Jane Roe", reason = "Asked" })).StatusCode);
        Assert.DoesNotContain("Jane", (await _visitor.OpenAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _app.Get<Quarantine>().DeleteExpiredAsync(DateTimeOffset.MaxValue, Stop));
        Assert.Null(await _app.Get<Quarantine>().FindAsync(address.Split('/')[^1], Stop));
    }

    [Fact]
    public async Task A_correction_of_what_the_partner_has_stored_meanwhile_is_not_said_to_be_stored()
    {
        var sent = new { plan = "town", deliverable = "d1", asAt = "2022-05-20T09:00:00Z", health = "puce" };
        var address = await RefuseAsync(sent);
        await _app.Office.PutJsonAsync(
            $"/api/partners/{_partner.Id}",
            new { name = "x", plans = new[] { "town" }, statusWords = new { puce = new { health = "offTrack" } } });
        Assert.Equal(HttpStatusCode.OK, (await _partner.SignedAsync(sent, "m1")).StatusCode);
        var page = await _visitor.OpenAsync(address);

        var (status, after) = await _visitor.PostAsync(address, Fields(page, address, new() { ["update-health"] = "green" }));

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("delete this entry", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Health.OffTrack, (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Health);
        Assert.Null((await _app.Get<Quarantine>().FindAsync(address.Split('/')[^1], Stop))!.Correction);
        await _visitor.PostAsync(address, Fields(page, address, new() { ["do"] = "again" }));
        Assert.Equal(0, (await _app.Get<Quarantine>().WaitingAsync(Stop)).Count);
    }

    [Fact]
    public async Task A_correction_that_was_cut_short_counts_when_it_is_sent_again_and_another_does_not()
    {
        var address = await RefuseAsync(
            new
            {
                plan = "town",
                deliverable = "d1",
                asAt = "2022-05-20T09:00:00Z",
                health = "puce",
                evidence = new[] { "https://town.example/a" },
            });
        var page = await _visitor.OpenAsync(address);
        _storage.Decide = message =>
            FaultyStorage.BodyOf(message).Contains(Quarantine.TableName, StringComparison.Ordinal)
                ? Fate.LostBefore : Fate.Delivered;
        await Record.ExceptionAsync(
            () => _visitor.PostAsync(address, Fields(page, address, new() { ["update-health"] = "amber" })));
        _storage.Decide = null;
        Assert.Equal(Health.AtRisk, (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State.Health);

        var other = await _visitor.PostAsync(address, Fields(page, address, new() { ["update-health"] = "green" }));
        var same = await _visitor.PostAsync(address, Fields(page, address, new() { ["update-health"] = "amber" }));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (other.Status, same.Status));
        var entry = (await _app.Get<Quarantine>().FindAsync(address.Split('/')[^1], Stop))!;
        Assert.Contains("amber", Encoding.UTF8.GetString(entry.Correction!.Updates), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_does_not_write_back_what_was_erased_meanwhile()
    {
        var address = await RefuseAsync(
            new { plan = "town", deliverable = "d1", asAt = "2022-05-20T09:00:00Z", health = "puce", note = "Jane Roe called" });
        var page = await _visitor.OpenAsync(address);
        var isFirst = true;
        _storage.Decide = message =>
        {
            // Between the reading of the entry and its writing.
            if (isFirst && FaultyStorage.BodyOf(message).Contains(Quarantine.TableName, StringComparison.Ordinal))
            {
                isFirst = false;
                var erasure = new { field = "note", text = "Jane Roe", reason = "Asked" };
                using var erased = _app.Office.PostJsonAsync("/api/plans/town/erasures", erasure).GetAwaiter().GetResult();
                Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
            }

            return Fate.Delivered;
        };

        var over = new Dictionary<string, string> { ["update-health"] = "amber", ["update-note"] = "" };
        await _visitor.PostAsync(address, Fields(page, address, over));

        Assert.False(isFirst);
        var entry = (await _app.Get<Quarantine>().FindAsync(address.Split('/')[^1], Stop))!;
        Assert.NotNull(entry.Correction);
        Assert.DoesNotContain("Jane", Encoding.UTF8.GetString(entry.Raw), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Fields(
        AngleSharp.Html.Dom.IHtmlDocument page,
        string address,
        Dictionary<string, string> over) => Visitor.Fields(page, address, over, first: true);

    private async Task<string> RefuseAsync(object update)
    {
        await _partner.SignedAsync(update, "m1");
        return await FirstAsync();
    }

    private async Task<string> FirstAsync() =>
        Assert.Single((await _visitor.OpenAsync("/office/refused")).QuerySelectorAll(".office-card a")).GetAttribute("href")!;
}
