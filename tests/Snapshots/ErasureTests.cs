using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Snapshots;

/// <summary>A text that was published by mistake is nowhere after its erasure, and the chain can still be checked.</summary>
public sealed class ErasureTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Secret = "Millicent O'Hara & \"Bob\" > 5 Mill Lane";
    private const string Trace = "Millicent";
    private TwoPublishers _two = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _two = await TwoPublishers.StartAsync(azurite);

    public ValueTask DisposeAsync() => _two.DisposeAsync();

    [Fact]
    public async Task A_text_is_in_no_row_and_no_file_after_its_erasure()
    {
        await PublishedAsync("plan");
        await QuarantinedAsync("plan");
        Assert.NotEmpty(await TracesAsync());

        var answer = await EraseAsync("plan", "d1", "summary");

        Assert.DoesNotContain(Trace, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([], await TracesAsync());
        var entry = (await _two.Quick.Office.GetJsonAsync("/api/quarantine"))["entries"]![0]!;
        Assert.Equal(("unheard-of", null), ((string?)entry["update"]!["health"], (string?)entry["update"]!["summary"]));
        var history = (await _two.Quick.Office.GetJsonAsync("/api/plans/plan/items/d1"))["history"]!.AsArray();
        Assert.Contains(history, h => (string?)h!["update"]?["summary"] == "The walls are up.");
    }

    [Fact]
    public async Task The_file_keeps_its_name_and_hash_and_the_next_snapshot_names_its_digest()
    {
        await PublishedAsync("plan");
        var before = (await _two.FilesAsync("plan")).Where(n => n.Contains("/history/", StringComparison.Ordinal)).ToList();
        var second = await SnapshotAsync(2);
        await EraseAsync("plan", "d1", "summary");

        Assert.Subset((await _two.FilesAsync("plan")).ToHashSet(), before.ToHashSet());
        var erased = await SnapshotAsync(2);
        Assert.Equal(
            ((string?)second["hash"], (string?)second["previous"]),
            ((string?)erased["hash"], (string?)erased["previous"]));
        Assert.Null(erased["items"]![0]!["summary"]);
        Assert.Equal("""[{"on":"2022-05-24","pointer":"/items/0/summary"}]""", erased["erased"]!.ToJsonString());
        var next = await _two.Quick.JsonFileAsync("plan/latest.json");
        var bytes = (await _two.Quick.FileAsync(await NameAsync(2)))!;
        var named = Assert.Single(next["erasures"]!.AsArray())!;
        Assert.Equal(($"plan/{named["file"]}", (string?)named["digest"]), (await NameAsync(2), ErasedSnapshot.Digest(bytes)));
        Assert.Equal(
            SnapshotFile.OneDay,
            (await _two.Quick.Get<BlobSnapshotFiles>().DownloadAsync(await NameAsync(2), Cancel))!.CacheControl);
    }

    [Fact]
    public async Task Erased_snapshots_are_never_made_again_and_publication_goes_on()
    {
        await PublishedAsync("plan");
        await EraseAsync("plan", "d1", "summary");
        await _two.Quick.ReportAsync(Update("plan", "d2", 5, "A roof."));
        Assert.Equal("published", (string?)(await _two.Slow.PublishAsync("plan"))["outcome"]);

        Assert.Equal(HttpStatusCode.Gone, (await _two.Quick.Office.GetAsync("api/plans/plan/snapshots/2", Cancel)).StatusCode);
        foreach (var sequence in (int[])[1, 3, 4, 5])
            Assert.Equal(
                await _two.Quick.FileAsync(await NameAsync(sequence)),
                await _two.Quick.Office.GetByteArrayAsync($"api/plans/plan/snapshots/{sequence}", Cancel));
        Assert.Null((await _two.Quick.JsonFileAsync("plan/latest.json"))["erasures"]);
        Assert.Equal([], await TracesAsync());
    }

    [Fact]
    public async Task The_lines_on_the_page_pass_an_erased_file_and_no_other_change()
    {
        await PublishedAsync("plan");
        await EraseAsync("plan", "d1", "summary");
        await _two.Quick.Get<SharedFiles>().KeepAsync(Cancel);
        Assert.StartsWith("Intact", await VerifyAsync(), StringComparison.Ordinal);

        var name = await NameAsync(2);
        var changed = (await _two.Quick.TextFileAsync(name)).Replace("onTrack", "atRisk", StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => VerifyAsync((name, changed)));
        var first = await NameAsync(1);
        var other = (await _two.Quick.TextFileAsync(first)).Replace("Deliverable 2", "Deliverable 3", StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => VerifyAsync((first, other)));
    }

    [Fact]
    public async Task Only_the_item_and_the_field_that_were_named_lose_the_text()
    {
        await PublishedAsync("plan");
        await _two.Quick.ReportAsync(Update("plan", "d2", 6, Secret));
        await _two.Quick.PublishAsync("plan");
        await EraseAsync("plan", "d1", "summary");
        Assert.Contains(
            Trace,
            (string?)(await _two.Quick.JsonFileAsync("plan/latest.json"))["items"]![1]!["summary"],
            StringComparison.Ordinal);
        await EraseAsync("plan", null, "summary");
        Assert.Equal([], await TracesAsync());
    }

    [Fact]
    public async Task A_title_that_is_erased_is_empty_and_the_pages_are_made_without_it()
    {
        await PublishedAsync("plan");
        await EraseAsync("plan", "d2", "title", "Deliverable 2");
        foreach (var name in await _two.FilesAsync("plan"))
            Assert.DoesNotContain("Deliverable 2", await _two.Quick.TextFileAsync(name), StringComparison.Ordinal);
        Assert.Equal("", (string?)(await _two.Quick.JsonFileAsync("plan/latest.json"))["items"]![1]!["title"]);
    }

    [Fact]
    public async Task No_recipe_of_a_snapshot_keeps_what_was_erased_from_the_plan_itself()
    {
        await PublishedAsync("plan");
        await EraseAsync("plan", null, "organisation", "A council");
        var chain = _two.Quick.Get<IPublicationChain>();
        for (var sequence = 1; sequence <= 4; sequence++)
        {
            var recipe = (await chain.FindAsync("plan", sequence, Cancel))!;
            Assert.DoesNotContain("A council", HubJson.Store(recipe.Header), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plan_on_hold_or_withdrawn_loses_the_text_as_well(bool hold)
    {
        await PublishedAsync("plan");
        await _two.Quick.ReportAsync(Update("plan", "d2", 7, "New since the hold."));
        if (hold)
            (await _two.Quick.Office.PostAsync("api/plans/plan/hold", null, Cancel)).EnsureSuccessStatusCode();
        else
            await _two.Quick.PutAsync("plan", items: 2, published: false);
        await EraseAsync("plan", "d1", "summary");
        Assert.Equal([], await TracesAsync());
        if (hold)
            Assert.Null((await _two.Quick.JsonFileAsync("plan/latest.json"))["items"]![1]!["summary"]);
        else
            Assert.Null(await _two.Quick.FileAsync("plan/latest.json"));
    }

    [Fact]
    public async Task A_plan_that_was_withdrawn_does_not_come_out_by_an_erasure_while_it_is_on_hold()
    {
        await PublishedAsync("plan");
        await _two.Quick.PutAsync("plan", items: 2, published: false);
        await _two.Quick.PublishAsync("plan");
        (await _two.Quick.Office.PostAsync("api/plans/plan/hold", null, Cancel)).EnsureSuccessStatusCode();
        await _two.Quick.PutAsync("plan", items: 2);

        await EraseAsync("plan", "d1", "summary");

        Assert.Equal([], await TracesAsync());
        Assert.Null(await _two.Quick.FileAsync("plan/latest.json"));
        (await _two.Quick.Office.DeleteAsync("api/plans/plan/hold", Cancel)).EnsureSuccessStatusCode();
        await _two.Quick.PublishAsync("plan");
        Assert.Single((await _two.Quick.JsonFileAsync("plan/latest.json"))["erasures"]!.AsArray());
    }

    [Fact]
    public async Task A_publication_under_way_does_not_bring_the_text_back()
    {
        await _two.AtEveryWriteAsync(async (plan, writes) =>
        {
            await _two.Quick.PutAsync(plan, items: 2);
            await _two.Quick.PublishAsync(plan);
            await _two.Quick.ReportAsync(Update(plan, "d1", 1, Secret));
            var held = await _two.PublishAroundAsync(plan, writes, () => EraseAsync(plan, "d1", "summary"));
            await _two.Quick.PublishAsync(plan);
            Assert.Equal([], await TracesAsync(plan));
            return held;
        });
    }

    [Fact]
    public async Task An_erasure_that_is_cut_short_is_completed_by_a_repeat()
    {
        var faults = new Faults();
        await using var app = await ChainTests.StartFaultyAsync(azurite, faults);
        var writes = await RoundAsync("undisturbed", int.MaxValue);
        foreach (var at in CutPoints.Of(writes, Faults.Commits))
            Assert.True((await RoundAsync($"cut{at}", at)).Count > at);

        async Task<IReadOnlyList<string>> RoundAsync(string plan, int cut)
        {
            await app.PutAsync(plan, items: 2);
            await app.ReportAsync(Update(plan, "d1", 1, Secret));
            await app.PublishAsync(plan);
            faults.Set(cut, after: cut % 2 == 1);
            await app.Office.PostJsonAsync($"api/plans/{plan}/erasures", Wanted("d1", "summary", Secret));
            var written = faults.Writes;
            faults.Clear();
            (await app.Office.PostJsonAsync($"api/plans/{plan}/erasures", Wanted("d1", "summary",
                Secret))).EnsureSuccessStatusCode();
            Assert.Equal([], await Traces.OfAsync(app, Trace, plan));
            Assert.True((long)(await app.JsonFileAsync($"{plan}/latest.json"))["sequence"]! > 1);
            return written;
        }
    }

    [Fact]
    public async Task A_wrong_erasure_is_refused_without_repeating_the_text()
    {
        await _two.Quick.PutAsync("plan", items: 1);
        foreach (var (wanted, status) in new (object, int)[]
        {
            (Wanted("d1", "summary", Secret) with { Reason = $"It named {Secret}" }, 400),
            (Wanted("d1", "colour", Secret), 400),
            (Wanted("d1", "summary", "ab"), 400),
            (Wanted("nothing", "summary", Secret), 404),
        })
        {
            var answer = await _two.Quick.Office.PostJsonAsync("api/plans/plan/erasures", wanted);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.DoesNotContain(Trace, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(
            401,
            (int)(await _two.Quick.Anyone.PostJsonAsync("api/plans/plan/erasures", Wanted("d1", "summary", Secret))).StatusCode);
        Assert.Equal(
            404,
            (int)(await _two.Quick.Office.PostJsonAsync("api/plans/none/erasures", Wanted("d1", "summary", Secret))).StatusCode);
    }

    /// <summary>Snapshot 2 carries the text in a longer one, 3 does not.</summary>
    private async Task PublishedAsync(string plan)
    {
        await _two.Quick.PutAsync(plan, items: 2);
        await _two.Quick.PublishAsync(plan);
        await _two.Quick.ReportAsync(Update(plan, "d1", 1, $"We heard from  {Secret} again."));
        await _two.Quick.PublishAsync(plan);
        await _two.Quick.ReportAsync(Update(plan, "d1", 2, "The walls are up."));
        await _two.Quick.PublishAsync(plan);
    }

    private async Task QuarantinedAsync(string plan)
    {
        var partner = await (await _two.Quick.Office.PutJsonAsync("/api/partners/museum",
            new { name = "Museum", plans = new[] { plan } })).JsonAsync();
        var sender = new Sender(_two.Quick.Anyone, "museum", (string)partner["signingSecret"]!, (string)partner["token"]!);
        var refused = await sender.SignedAsync(
            new
            {
                plan,
                deliverable = "d1",
                asAt = "2022-05-20T09:00:00Z",
                health = "unheard-of",
                summary = Secret,
            },
            "refused");
        Assert.Equal(422, (int)refused.StatusCode);
    }

    private async Task<JsonNode> EraseAsync(string plan, string? item, string field, string text = Secret)
    {
        var answer = await _two.Quick.Office.PostJsonAsync($"api/plans/{plan}/erasures", Wanted(item, field, text));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return await answer.JsonAsync();
    }

    private static WantedErasure Wanted(string? item, string field, string text) =>
        new() { Item = item, Field = field, Text = text, Reason = "A person asked for it." };

    private Task<IReadOnlyList<string>> TracesAsync(string plan = "") => Traces.OfAsync(_two.Quick, Trace, plan);

    private async Task<string> NameAsync(long sequence)
    {
        var recipe = (await _two.Quick.Get<IPublicationChain>().FindAsync("plan", sequence, Cancel))!;
        return $"plan/{Chain.FileOf(recipe.AsAt, recipe.Hash)}";
    }

    private async Task<JsonNode> SnapshotAsync(long sequence) => await _two.Quick.JsonFileAsync(await NameAsync(sequence));

    private async Task<string> VerifyAsync(params (string Name, string Content)[] changes)
    {
        var files = new Dictionary<string, BrowserFile>(StringComparer.Ordinal);
        foreach (var name in await _two.FilesAsync("plan"))
        {
            var blob = (await _two.Quick.Get<BlobSnapshotFiles>().DownloadAsync(name, Cancel))!;
            files[name] = new BrowserFile(blob.Content.ToArray(), blob.ContentType, blob.CacheControl!);
        }

        foreach (var (name, content) in changes)
            files[name] = files[name] with { Content = Encoding.UTF8.GetBytes(content) };
        await using var site = await BrowserSite.StartAsync(files);
        var page = await _two.Quick.TextFileAsync("verify.html");
        var script = Path.Combine(Directory.CreateTempSubdirectory("hub-erased-").FullName, "verify.mjs");
        await File.WriteAllTextAsync(script, WebUtility.HtmlDecode(page.Split("id=\"lines\">")[1].Split("</pre>")[0]), Cancel);
        return await NodeTools.RunAsync(script, [$"{site.Base}plan/"], cancellationToken: Cancel);
    }

    private static Update Update(string plan, string item, int number, string summary) => new()
    {
        Plan = plan,
        Deliverable = item,
        AsAt = Views.At.AddMinutes(number - 1_000),
        Health = Health.OnTrack,
        Summary = summary,
    };
}
