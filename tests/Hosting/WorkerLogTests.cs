using System.Net.Http.Headers;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>What the published worker tells the host in its log.</summary>
public sealed class WorkerLogTests(HostedHub hosted) : IClassFixture<HostedHub>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeHost Host => hosted.Host;

    [Fact]
    public async Task Keys_tokens_and_addresses_never_reach_the_log()
    {
        string[] hidden =
        [
            "a-function-key-0815", "hub_a-secret-token", "someone@example.org", HubApp.AdminKey, "a-wrong-key", "a-link-token",
        ];
        using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/partners/fire/updates?code={hidden[0]}&who={hidden[2]}");
        call.Headers.Add("x-functions-key", hidden[0]);
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hidden[1]);
        call.Content = new StringContent(
            $$$"""{"type":"deliverable.updated","data":{"plan":"{{{hidden[2]}}}","deliverable":"1"}}""",
            MediaTypeHeaderValue.Parse("application/json"));
        (await Host.Anyone.SendAsync(call, Stop)).Dispose();
        using var wrong = new HttpRequestMessage(HttpMethod.Get, "/api/plans");
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hidden[4]);
        (await Host.Anyone.SendAsync(wrong, Stop)).Dispose();
        (await Host.Anyone.GetAsync($"/api/respond/{hidden[5]}", Stop)).Dispose();
        (await Host.Office.PutJsonAsync("/api/plans/logged", new { id = "logged", title = hidden[2] })).Dispose();
        await Host.TickAsync("Housekeeping", TimerEnvelope.Usual, Stop);
        await Eventually.TrueAsync(() => Host.Logs.Any(log => log.Message.Contains("Housekeeping", StringComparison.Ordinal)));

        var lines = Host.Logs.Select(log => $"{log.Message} {log.Exception}").Concat(Host.Output).Concat(Host.Errors).ToList();
        Assert.All(lines, line => Assert.DoesNotContain(hidden, h => line.Contains(h, StringComparison.Ordinal)));
        Assert.Empty(Host.Errors);
    }
}
