using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office;

/// <summary>Whoever changes something on the office's pages stands in the history by name, and nowhere in public.</summary>
public sealed class WhoDidItTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Person = "Wilhelmina Ashdown";
    private const string By = $"office: {Person}";

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app, Person);
        (await _app.Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 3))).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task A_change_of_an_item_says_who_made_it_and_who_approved_the_date()
    {
        await ChangeAsync();

        Assert.Equal([By, By, By, "office"], (await HistoryAsync("d1")).Select(h => h.By));
        var state = (await _app.Plans.FindItemAsync("town", "d1", Stop))!.Item.State;
        Assert.Equal((By, By), (state.Milestones.Single().Approval!.By, state.Reading.Override!.By));
        var page = await _visitor.OpenAsync("/office/plans/town/items/d1");
        Assert.Contains(
            $"Approved: 31 March 2023 (office: Ill), approved by {Person}", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_on_a_held_text_and_a_correction_say_who_made_them()
    {
        var partner = await UpdatesHub.NewPartnerAsync(_app);
        await partner.SignedAsync(Update("d1", "green", "Ring Jo on 07700 900123."), "m1");
        await partner.SignedAsync(Update("d2", "puce", "The path is open."), "m2");
        await DecideAsync();
        await CorrectAsync();

        Assert.Equal((HistoryKind.Disclosure, By), ((await HistoryAsync("d1"))[0].Kind, (await HistoryAsync("d1"))[0].By));
        var corrected = (await HistoryAsync("d2"))[0];
        Assert.Equal((partner.Id, $"Corrected by {By}"), (corrected.By, corrected.Reason));
        var list = await _visitor.OpenAsync("/office/refused?show=corrected");
        var entry = await _visitor.OpenAsync(list.QuerySelector(".office-card a")!.GetAttribute("href")!);
        Assert.Contains($"by {By}.", entry.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_its_undoing_and_the_start_of_reminders_say_who_pressed()
    {
        var wizard = new Wizard(_visitor);
        await wizard.ToCheckAsync("Action,RAG\nOpen the path,Green\n"u8.ToArray(), "x.csv", fields: new() { ["id"] = "paths" });
        await wizard.ApplyAsync();
        Assert.Contains($"{By}: 1 item added", wizard.Text, StringComparison.Ordinal);
        await _visitor.SendAsync(
            await _visitor.OpenAsync("/office/plans/paths/reminders"), "/office/plans/paths/reminders");
        Assert.Equal([By, By], (await HistoryAsync(StoredHeader.HistoryId, "paths")).Select(h => h.By));
        Assert.Equal(["office", By], (await HistoryAsync("open-the-path", "paths")).Select(h => h.By));
        Assert.Equal($"Imported by {By}", (await HistoryAsync("open-the-path", "paths"))[0].Reason);

        await wizard.ToCheckAsync("Action\nOpen the path\nOpen the park\n", "paths");
        await wizard.ApplyAsync();
        await wizard.UndoAsync("paths");

        Assert.Contains($"({By})", wizard.Text, StringComparison.Ordinal);
        Assert.Equal([By, By], (await HistoryAsync("open-the-park", "paths")).Select(h => h.By));
    }

    [Fact]
    public async Task An_entry_of_several_transactions_keeps_who_entered_it()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 150).Select(n => $"{n},Deed {n}"));
        var wizard = new Wizard(_visitor);
        await wizard.ToCheckAsync(Encoding.UTF8.GetBytes($"Ref,Action\n{rows}\n"), "x.csv", fields: new() { ["id"] = "deeds" });
        await wizard.ApplyAsync();

        Assert.Equal(150, (await _app.Plans.FindAsync("deeds", Stop))!.Items.Count);
        foreach (var item in (string[])["1", "150"])
            Assert.Equal([By], (await HistoryAsync(item, "deeds")).Select(h => h.By));
    }

    [Fact]
    public async Task Calls_with_the_admin_key_and_people_without_a_name_are_the_office()
    {
        await _app.Office.PostAsync("/api/plans/town/hold", null, Stop);
        using var nameless = await Visitor.SignedInAsync(_app, "");
        const string address = "/office/plans/town/items/d1";
        var (status, _) = await nameless.SendAsync(
            await nameless.OpenAsync(address), address, new() { ["meaning"] = "June 2023" });
        await ChangeAsync();
        await PatchAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("office", (await HistoryAsync(StoredHeader.HistoryId))[0].By);
        Assert.Equal(["office", By, By, By, "office", "office"], (await HistoryAsync("d1")).Select(h => h.By));
    }

    [Fact]
    public async Task Nothing_that_is_published_or_sent_names_the_person()
    {
        var partner = await UpdatesHub.NewPartnerAsync(_app);
        await partner.SignedAsync(Update("d1", "green", "Ring Jo on 07700 900123."), "m1");
        await partner.SignedAsync(Update("d2", "puce", "The path is open."), "m2");
        await ChangeAsync();
        await DecideAsync();
        await CorrectAsync();
        (await _app.Office.PostAsync("/api/snapshots?plan=town", null, Stop)).EnsureSuccessStatusCode();

        var container = _app.Storage.Blobs.GetBlobContainerClient(_app.Get<SnapshotOptions>().Container);
        var files = 0;
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Stop))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync(Stop)).Value.Content.ToString();
            Assert.DoesNotContain("Ashdown", content, StringComparison.OrdinalIgnoreCase);
            files++;
        }

        Assert.InRange(files, 15, 100);
        foreach (var call in (string[])["", "/updates"])
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/partners/{partner.Id}{call}");
            asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", partner.Token);
            using var answer = await _app.Anyone.SendAsync(asked, Stop);
            Assert.DoesNotContain("Ashdown", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    private static object Update(string item, string health, string summary) =>
        new { plan = "town", deliverable = item, asAt = "2022-05-20T09:00:00Z", health, summary };

    private async Task ChangeAsync()
    {
        const string address = "/office/plans/town/items/d1";
        await _visitor.SendAsync(await _visitor.OpenAsync(address), address, new()
        {
            ["owner"] = "",
            ["meaning"] = "by May 2023",
            ["approved-complete"] = "2023-03-31",
            ["reason"] = "Ill",
        });
    }

    private async Task DecideAsync()
    {
        var list = await _visitor.OpenAsync("/office/held");
        var address = list.QuerySelector("main a[href^='/office/held/']")!.GetAttribute("href")!;
        await _visitor.PostAsync(
            address, Visitor.Fields(await _visitor.OpenAsync(address), address, "text", "The path is clear."));
    }

    private async Task CorrectAsync()
    {
        var list = await _visitor.OpenAsync("/office/refused");
        var address = list.QuerySelector("main a[href^='/office/refused/']")!.GetAttribute("href")!;
        await _visitor.PostAsync(
            address, Visitor.Fields(await _visitor.OpenAsync(address), address, "update-health", "amber"));
    }

    private async Task PatchAsync()
    {
        using var call = new HttpRequestMessage(HttpMethod.Patch, "/api/plans/town/items/d1")
        {
            Content = new StringContent("""{ "owner": "lead" }""", Encoding.UTF8, "application/json"),
        };
        call.Headers.TryAddWithoutValidation("If-Match", "*");
        (await _app.Office.SendAsync(call, Stop)).EnsureSuccessStatusCode();
    }

    private Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string item, string plan = "town") =>
        _app.Plans.HistoryAsync(plan, item, null, 20, Stop);
}
