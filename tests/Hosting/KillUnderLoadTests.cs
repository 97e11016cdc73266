using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>The host kills without warning: what was acknowledged is there, once.</summary>
public sealed class KillUnderLoadTests(PublishedApp published, AzuriteFixture azurite)
{
    private const int Senders = 4;
    private const int Each = 15;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_kills_during_a_mixed_load_lose_and_double_nothing_that_was_acknowledged()
    {
        await using var host = await HostSimulator.StartAsync(published, azurite);
        var items = Enumerable.Range(1, Senders).Select(n => new { id = $"{n}", title = $"Item {n}", partners = new[] { "fire" } });
        (await host.Office.PutJsonAsync("/api/plans/town", new { id = "town", title = "Town", referenceDate = "2022-05-24", items })).EnsureSuccessStatusCode();
        var partner = await host.Office.PutJsonAsync("/api/partners/fire", new { name = "Fire", plans = new[] { "town" } });
        var token = (string)(await partner.JsonAsync())["token"]!;
        var acknowledged = new ConcurrentDictionary<string, string>();
        var random = new Random(20220524);

        var load = Task.WhenAll(Enumerable.Range(1, Senders).Select(n => SendAsync(host, token, n, acknowledged)));
        foreach (var share in new[] { 0.2, 0.6 })
        {
            var at = (int)(Senders * Each * (share + (random.NextDouble() / 5)));
            await Eventually.TrueAsync(() => acknowledged.Count >= at);
            host.Kill();
        }

        await load;

        Assert.Equal(3, host.Starts);
        Assert.Equal(Senders * Each, acknowledged.Count);
        for (var n = 1; n <= Senders; n++)
        {
            var history = (await host.Office.GetJsonAsync($"/api/plans/town/items/{n}?take=100"))["history"]!.AsArray();
            var summaries = history.Select(h => (string?)h!["update"]?["summary"]).OfType<string>().ToList();
            Assert.Equal(summaries.Count, summaries.Distinct().Count());
            Assert.Equal(Each, summaries.Count);
        }
    }

    /// <summary>As partners do: the same id again until it is acknowledged; readers in between.</summary>
    private static async Task SendAsync(HostSimulator host, string token, int item, ConcurrentDictionary<string, string> acknowledged)
    {
        for (var n = 0; n < Each; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"item-{item}-{n}");
            while (!acknowledged.ContainsKey(id))
            {
                using var call = new HttpRequestMessage(HttpMethod.Post, "/api/partners/fire/updates");
                call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                call.Headers.Add("webhook-id", id);
                var asAt = new DateTime(2022, 5, 1, 0, n, 0, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
                call.Content = new StringContent(
                    $$$"""{"type":"deliverable.updated","timestamp":"{{{asAt}}}","data":{"plan":"town","deliverable":"{{{item}}}","asAt":"{{{asAt}}}","summary":"{{{id}}}"}}""",
                    MediaTypeHeaderValue.Parse("application/json"));
                using var answer = await host.Outside.SendAsync(call, Stop);
                if (answer.IsSuccessStatusCode)
                    acknowledged[id] = (string)(await answer.JsonAsync())["receipt"]!;
                else
                    Assert.True((int)answer.StatusCode >= 500, $"{id}: {answer.StatusCode}");
            }

            using var read = await host.Office.GetAsync($"/api/plans/town/items/{item}", Stop);
        }
    }
}
