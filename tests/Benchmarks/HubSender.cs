using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Benchmarks;

/// <summary>Posts updates to a hub of some plans, as enough partners to stay below the rate that each is held to.</summary>
internal sealed class HubSender(HttpClient anyone)
{
    public static readonly int Plans = FigureTable.Size == 0 ? 2 : 16;
    public static readonly int Items = FigureTable.Size == 0 ? 40 : 120;

    private readonly string[] _tokens = new string[32];
    private int _next;

    public static async Task<HubSender> StartAsync(HttpClient office, HttpClient anyone)
    {
        var sender = new HubSender(anyone);
        var plans = Enumerable.Range(0, Plans).Select(plan => $"plan{plan}").ToList();
        foreach (var id in plans)
        {
            var items = Enumerable
                .Range(1, Items)
                .Select(n => new
                {
                    id = $"d{n}",
                    title = $"Deliverable {n}",
                    timescale = "by December 2022",
                });
            using var answer = await office.PutJsonAsync(
                $"/api/plans/{id}",
                new
                {
                    id,
                    title = "Plan",
                    referenceDate = "2022-01-01",
                    items,
                });
            answer.EnsureSuccessStatusCode();
        }

        for (var n = 0; n < sender._tokens.Length; n++)
        {
            var partner = await (await office.PutJsonAsync($"/api/partners/bench{n}", new { name = "Bench", plans })).JsonAsync();
            sender._tokens[n] = (string)partner["token"]!;
        }

        return sender;
    }

    public async Task PostAsync(int plan, int batch)
    {
        var n = Interlocked.Add(ref _next, batch);
        var (partner, asAt) = (n % _tokens.Length, AsAt(n));
        var updates = string.Join(',', Enumerable.Range(n, batch).Select(number => Update(plan, number)));
        var data = batch == 1 ? updates : $"[{updates}]";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/partners/bench{partner}/updates")
        {
            Content = new StringContent(
                $$"""{"type":"deliverable.updated","timestamp":"{{asAt}}","data":{{data}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", $"m{n}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[partner]);
        using var answer = await anyone.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    private static string Update(int plan, int n) =>
        $$"""{"plan":"plan{{plan}}","deliverable":"d{{1 + (n % Items)}}","asAt":"{{AsAt(n)}}","health":"onTrack","""
        + $$""" "percentComplete":{{n % 100}},"summary":"Update number {{n}} of many."}""";

    private static string AsAt(int n) => new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(n)
        .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
