using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class SenderTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Takes_what_the_standard_webhooks_and_cloud_events_libraries_send()
    {
        var partner = await hub.NewPartnerAsync();
        var input = JsonSerializer.Serialize(
            new
            {
                url = new Uri(hub.App.Anyone.BaseAddress!, partner.Url),
                secret = partner.Secret,
                token = partner.Token,
            });

        var output = await NodeTools.RunAsync("Updates/senders.mjs", [], input, TestContext.Current.CancellationToken);

        var steps =
            from line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            let step = JsonNode.Parse(line)!
            let outcome = step["outcome"]?.AsArray().Select(o => o!.GetValue<string>()) ?? [step.Text("title")]
            select $"{step.Text("step")}: {step["status"]} {string.Join(' ', outcome)}";
        Assert.Equal(
            [
                "webhook text: 200 stored", "webhook repeat: 200 duplicate", "webhook buffer: 200 stored stored",
                "webhook changed body: 401 Not signed in", "webhook old: 401 Not signed in", "event binary: 200 stored",
                "event structured: 200 stored", "event again: 200 duplicate", "event copy: 200 stored", "event bytes: 200 stored",
                "event batch: 207 stored stored quarantined", "event 0.3: 422 quarantined", "event signed: 200 stored",
                "event emitted binary: 200 stored", "event emitted structured: 200 stored", "event emitter: 200 stored",
            ],
            steps);
    }
}
