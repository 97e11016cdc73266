using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Hosting;

/// <summary>Three instances on one storage account, each a worker under a host of its own.</summary>
public sealed class ScaleOutTests(PublishedApp published, AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Messages = 90;
    private readonly List<FakeHost> _hosts = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = azurite.NewAccount();
        for (var n = 0; n < 3; n++)
            _hosts.Add(await FakeHost.StartAsync(published, azurite, new() { ["AzureWebJobsStorage"] = storage }));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task Updates_spread_over_the_instances_are_each_stored_once_and_in_one_order()
    {
        (await _hosts[0].Office.PutJsonAsync("/api/plans/town", UpdatesHub.Plan("town", 2))).EnsureSuccessStatusCode();
        var partner = await (await _hosts[0].Office.PutJsonAsync("/api/partners/fire",
            new { name = "Fire", plans = new[] { "town" } })).JsonAsync();
        foreach (var host in _hosts)
            host.Anyone.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", partner.Text("token"));

        // Every message goes to two instances at once, as a sender does that has waited too long.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2 * Messages).Select(n => SendAsync(_hosts[n % 3], n / 2)));

        Assert.Equal(Messages, outcomes.Count(o => o is "stored" or "late"));
        Assert.Equal(Messages, outcomes.Count(o => o is "duplicate"));
        foreach (var item in new[] { "d1", "d2" })
        {
            var history = await HistoryAsync(_hosts[1], item);
            Assert.Equal(
                Enumerable.Range(1, (Messages / 2) + 1).Reverse().Select(n => (long)n),
                history.Select(h => (long)h["sequence"]!));
            Assert.Equal(Messages / 2, history.Select(h => (string?)h["update"]?["summary"]).OfType<string>().Distinct().Count());
        }
    }

    private static async Task<string> SendAsync(FakeHost host, int message)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, "/api/partners/fire/updates");
        call.Headers.Add("webhook-id", $"m{message}");
        call.Content = new StringContent(
            Sender.Envelope(
                new
                {
                    plan = "town",
                    deliverable = message % 2 == 0 ? "d1" : "d2",
                    asAt = new DateTime(2022, 5, 1, 0, 0, 0, DateTimeKind.Utc)
                        .AddMinutes(message * 7 % Messages)
                        .ToString("O", CultureInfo.InvariantCulture),
                    summary = $"Message {message}",
                }),
            MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await host.Anyone.SendAsync(call, Stop);
        return (await answer.JsonAsync()).Outcome();
    }

    private static async Task<List<JsonNode>> HistoryAsync(FakeHost host, string item)
    {
        var entries = new List<JsonNode>();
        for (var page = $"/api/plans/town/items/{item}"; page is not null;)
        {
            var answer = await host.Office.GetJsonAsync(page);
            entries.AddRange(answer["history"]!.AsArray().Select(h => h!));
            page = (string?)answer["next"];
        }

        return entries;
    }
}
