using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Http;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>The host kills without warning while everything happens at once: what was acknowledged is there, once.</summary>
public sealed class KillUnderLoadTests(PublishedApp published, AzuriteFixture azurite)
{
    private const int Kills = 5;

    /// <summary>Of each kind of work; every one has items of its own.</summary>
    private const int Each = 14;
    private readonly string _link =
        "/api/respond/"
        + new ReplyLinks(new SigningKeys([.. "a signing key for tests, 32 bytes"u8], null), TimeProvider.System).Make(
            new ResponseLink([new("town", "lead", "6", null)]));

    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly ConcurrentDictionary<long, string> _snapshots = new();
    private FakeHost _host = null!;
    private string _token = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_kills_during_a_mixed_load_lose_and_double_nothing_that_was_acknowledged()
    {
        await using var host = await FakeHost.StartAsync(published, azurite, stopsAt: Kills + 1);
        _host = host;
        await PrepareAsync();
        var random = new Random(20220524);
        using var done = new CancellationTokenSource();

        var load = Task.WhenAll(
            EachAsync("update-a", n => UpdateAsync("1", $"update-a-{n}", n)),
            EachAsync("update-b", n => UpdateAsync("2", $"update-b-{n}", n)),
            EachAsync("batch", BatchAsync),
            EachAsync("respond", RespondAsync),
            EachAsync("patch", PatchAsync));
        var publishing = PublishAsync(done.Token);
        for (var kill = 0; kill < Kills; kill++)
        {
            var at = (int)(5 * Each * (kill + random.NextDouble()) / Kills);
            await Eventually.TrueAsync(() => _acknowledged.Count >= at);
            host.Kill();
            await host.ReadyAsync();
        }

        await load;
        await done.CancelAsync();
        await publishing;

        Assert.Equal(Kills + 1, host.Starts);
        Assert.Equal(5 * Each, _acknowledged.Count);
        Assert.Equal(Words("update-a"), await SummariesAsync("1"));
        Assert.Equal(Words("update-b"), await SummariesAsync("2"));
        foreach (var item in new[] { "3", "4", "5" })
            Assert.Equal(Words("batch"), await SummariesAsync(item));
        Assert.Equal(Words("respond"), await SummariesAsync("6"));
        // A change that was not acknowledged may have been made, so one may be there twice; none may be missing.
        Assert.Subset(
            (await HistoryAsync("7")).Select(h => (string?)h!["reason"]).OfType<string>().ToHashSet(),
            Words("patch").ToHashSet());
        Assert.NotEmpty(_snapshots);
        foreach (var (sequence, hash) in _snapshots)
            Assert.Equal(hash, (string?)(await host.Office.GetJsonAsync($"/api/plans/town/snapshots/{sequence}"))["hash"]);
    }

    private async Task PrepareAsync()
    {
        var items = Enumerable
            .Range(1, 7)
            .Select(n => new
            {
                id = $"{n}",
                title = $"Item {n}",
                owner = "lead",
                timescale = "by 31 May 2030",
            });
        (await _host.Office.PutJsonAsync(
                "/api/plans/town",
                new
                {
                    id = "town",
                    title = "Town",
                    status = "adopted",
                    referenceDate = "2022-05-24",
                    owners = new[] { new { id = "lead", email = "lead@council.example" } },
                    items,
                })).EnsureSuccessStatusCode();
        var partner = await _host.Office.PutJsonAsync("/api/partners/fire", new { name = "Fire", plans = new[] { "town" } });
        _token = (string)(await partner.JsonAsync())["token"]!;
    }

    /// <summary>As senders do: the same again until it is acknowledged.</summary>
    private async Task EachAsync(string kind, Func<int, Task<HttpResponseMessage>> send)
    {
        for (var n = 0; n < Each; n++)
        {
            while (!_acknowledged.ContainsKey($"{kind}-{n}"))
            {
                using var answer = await OrCutAsync(send(n));
                if (answer is null)
                    continue;
                if (answer.IsSuccessStatusCode)
                    _acknowledged[$"{kind}-{n}"] = "";
                else
                    Assert.True(
                        (int)answer.StatusCode is >= 500 or 412,
                        $"{kind}-{n}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
            }
        }
    }

    /// <summary>Null where the kill cut the answer off.</summary>
    private static async Task<HttpResponseMessage?> OrCutAsync(Task<HttpResponseMessage> answer)
    {
        try
        {
            return await answer;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private Task<HttpResponseMessage> UpdateAsync(string item, string id, int n) => PostAsync(id, $"{{{Fields(item, id, n)}}}");

    private Task<HttpResponseMessage> BatchAsync(int n) =>
        PostAsync(
            $"batch-{n}",
            $"[{string.Join(',', new[] { "3", "4", "5" }.Select(item => $"{{{Fields(item, $"batch-{n}", n)}}}"))}]");

    private static string Fields(string item, string summary, int n)
    {
        var asAt = new DateTime(2022, 5, 1, 0, n, 0, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
        return $"\"plan\":\"town\",\"deliverable\":\"{item}\",\"asAt\":\"{asAt}\",\"summary\":\"{summary}\"";
    }

    private async Task<HttpResponseMessage> PostAsync(string id, string data)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, "/api/partners/fire/updates");
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        call.Headers.Add("webhook-id", id);
        call.Content = new StringContent(
            $$"""{"type":"deliverable.updated","timestamp":"2022-05-24T07:00:00Z","data":{{data}}}""",
            Encoding.UTF8,
            "application/json");
        return await _host.Anyone.SendAsync(call, Stop);
    }

    private Task<HttpResponseMessage> RespondAsync(int n) =>
        _host.Anyone.PostAsync(
            _link,
            new FormUrlEncodedContent([
                new("step", "send"),
                new(ReplyForm.Name("answer", 0), "on-track"),
                new(ReplyForm.Name("summary", 0), $"respond-{n}"),
            ]),
            Stop);

    private async Task<HttpResponseMessage> PatchAsync(int n)
    {
        using var call = new HttpRequestMessage(HttpMethod.Patch, "/api/plans/town/items/7");
        call.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        call.Content = JsonContent.Create(
            new { approved = new { complete = new DateOnly(2030, 1, 1).AddDays(n) }, reason = $"patch-{n}" });
        return await _host.Office.SendAsync(call, Stop);
    }

    private async Task PublishAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            using var answer = await OrCutAsync(_host.Office.PostAsync("/api/snapshots?plan=town", null, Stop));
            if (answer is not { IsSuccessStatusCode: true })
                continue;
            var plan = (await answer.JsonAsync())["plans"]![0]!;
            Assert.Equal((string?)plan["hash"], _snapshots.GetOrAdd((long)plan["sequence"]!, (string)plan["hash"]!));
        }
    }

    private static List<string> Words(string kind) => [.. Enumerable.Range(0, Each).Select(n => $"{kind}-{n}")];

    private async Task<IEnumerable<JsonNode?>> HistoryAsync(string item) =>
        (await _host.Office.GetJsonAsync($"/api/plans/town/items/{item}"))["history"]!.AsArray().Reverse();

    private async Task<List<string>> SummariesAsync(string item) =>
        [.. (await HistoryAsync(item)).Select(h => (string?)h!["update"]?["summary"]).OfType<string>()];
}
