using System.Text.Json.Nodes;
using Azure.Storage.Blobs.Models;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using HubFunctions.Tests.Samples;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>What snapshot tests do with the running app.</summary>
internal static class SnapshotApp
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task EnterSampleAsync(this HubApp app, string plan, Action<JsonObject>? change = null)
    {
        var json = JsonNode.Parse(SampleFiles.Text($"plans.{plan}"))!.AsObject();
        change?.Invoke(json);
        var answer = await app.Office.PutJsonAsync($"api/plans/{plan}", json);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    public static async Task ReportAsync(this HubApp app, params Update[] updates)
    {
        var key = Guid.NewGuid().ToString("N");
        var message = new UpdateMessage(
            "tester",
            key,
            key,
            key,
            "tester",
            [.. updates.Select((u, i) => new IndexedUpdate(i, u))]);
        var result = Assert.IsType<MessageResult.Accepted>(await app.Get<IUpdateCommits>().AcceptAsync(message, Cancel));
        Assert.All(result.Outcomes, o => Assert.True(o.Outcome is Outcome.Stored or Outcome.Late, o.ToString()));
    }

    public static async Task<JsonNode> PublishAsync(this HubApp app, string plan)
    {
        var answer = await app.Office.PostAsync($"api/snapshots?plan={plan}", null, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        return (await answer.JsonAsync())["plans"]![0]!;
    }

    public static async Task<byte[]?> FileAsync(this HubApp app, string name) =>
        (await app.Get<BlobSnapshotFiles>().ReadAsync(name, Cancel))?.Content.ToArray();

    public static async Task<JsonNode> JsonFileAsync(this HubApp app, string name) =>
        JsonNode.Parse(await app.FileAsync(name) ?? throw new FileNotFoundException(name))!;

    public static async Task<string> TextFileAsync(this HubApp app, string name) =>
        System.Text.Encoding.UTF8.GetString(await app.FileAsync(name) ?? throw new FileNotFoundException(name));

    /// <summary>Names and sizes of all files of a plan.</summary>
    public static async Task<IReadOnlyList<(string Name, int Bytes)>> FilesAsync(this HubApp app, string plan)
    {
        var found = new List<(string, int)>();
        await foreach (var name in app.Get<BlobSnapshotFiles>().ListAsync($"{plan}/", Cancel))
            found.Add((name, (await app.FileAsync(name))?.Length ?? 0));
        return found;
    }

    /// <summary>A small plan with items d1, d2 and so on.</summary>
    public static async Task PutAsync(this HubApp app, string plan, int items, string status = "adopted", bool? published = null)
    {
        var answer = await app.Office.PutJsonAsync(
            $"api/plans/{plan}",
            new
            {
                id = plan,
                title = "A plan",
                organisation = "A council",
                status,
                published,
                referenceDate = "2022-01-01",
                items = Enumerable
                    .Range(1, items)
                    .Select(i => new
                    {
                        id = $"d{i}",
                        title = $"Deliverable {i}",
                        timescale = "by December 2022",
                    }),
            });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Every file is what rendering the snapshot afresh gives, and what the end of the chain says of it.</summary>
    public static async Task ShowsAsync(this HubApp app, Snapshot latest)
    {
        var plan = latest.Plan.Id;
        var head = (await app.Get<IPublicationChain>().HeadAsync(plan, Cancel))!;
        var days = new[] { LondonTime.DateOf(latest.AsAt), head.EvaluatedOn };
        var isNewSpan = days.Select(day => Periods.Current(latest.Plan, day).From).Distinct().Count() > 1;
        var made = (await app.Get<FilePublisher>()
                .RenderAsync(latest, head with { Span = null }, Cancel, on: isNewSpan ? days[1] : days[0]))!;
        var known = head.Files?.ToDictionary(f => f.Name) ?? throw new InvalidOperationException("The chain names no files.");
        foreach (var file in made.Files.Where(f => !f.Dated))
        {
            var there = (await app.Get<BlobSnapshotFiles>().ReadAsync(file.Name, Cancel))!.Value;
            Assert.Equal(
                (file.Name, GuardedFiles.Digest(file with { Content = there.Content.ToMemory() })),
                (file.Name, known[file.Name].Digest));
            // Where the span is told on a later day than it began, the page of changes counts up to the day on which it was
            // written.
            if (!isNewSpan || !file.Name.EndsWith("changes/latest.html", StringComparison.Ordinal))
                Assert.True(
                    file.Content.Span.SequenceEqual(there.Content.ToMemory().Span),
                    $"{file.Name} is not what the snapshot gives.");
        }

        await app.ShowsItemsAsync(made.View);
    }

    /// <summary>There is a page for each item of the snapshot, as rendering it afresh gives it, and for no other.</summary>
    private static async Task ShowsItemsAsync(this HubApp app, SnapshotView view)
    {
        var plan = view.Now.Plan.Id;
        var wanted = new List<string>();
        foreach (var sheet in ItemSheet.All(view))
        {
            var page = await app.Get<Renderings>().ItemAsync(sheet);
            wanted.Add(page.Name);
            var there = await app.FileAsync(page.Name) ?? [];
            Assert.True(page.Content.Span.SequenceEqual(there), $"{page.Name} is not what the snapshot gives.");
        }

        var names = (await app.FilesAsync(plan))
            .Select(f => f.Name)
            .Where(n => n.StartsWith($"{plan}/items/", StringComparison.Ordinal));
        Assert.Equal(wanted.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    /// <summary>Walks the public chain from its end to its beginning and holds every file of the plan to it.</summary>
    /// <returns>The number of snapshots.</returns>
    public static async Task<long> WholeAsync(this HubApp app, string plan)
    {
        var bytes = (await app.FileAsync($"{plan}/latest.json"))!;
        var latest = CanonicalJson.Read<Snapshot>(bytes);
        Assert.Equal(bytes, await app.FileAsync($"{plan}/{Chain.FileOf(latest.AsAt, latest.Hash)}"));
        await app.ShowsAsync(latest);
        Assert.Equal(
            latest.Hash,
            (await app.JsonFileAsync("index.json"))["plans"]!.AsArray().Single(p => (string?)p!["id"] == plan)![
                "hash"
            ]!.GetValue<string>());
        var published = new HubFunctions.Plans.StorageConnection(
            app.Get<HubFunctions.Plans.StorageSettings>()).Blobs.GetBlobContainerClient("snapshots");
        var links = 0;
        await foreach (var _ in published.GetBlobsAsync(new GetBlobsOptions { Prefix = $"{plan}/history/" }, Cancel))
            links++;
        Assert.Equal(latest.Sequence, links);
        for (var snapshot = latest; snapshot.Sequence > 1;)
        {
            var before = await app.FileAsync($"{plan}/{snapshot.PreviousFile}");
            Assert.True(Chain.IsIntact(before));
            var previous = CanonicalJson.Read<Snapshot>(before);
            Assert.Equal((snapshot.Previous, snapshot.Sequence - 1), (previous.Hash, previous.Sequence));
            snapshot = previous;
        }

        return latest.Sequence;
    }
}
