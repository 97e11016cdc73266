using System.Text.Json.Nodes;
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
        var message = new UpdateMessage("tester", key, key, key, "tester", [.. updates.Select((u, i) => new IndexedUpdate(i, u))]);
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
}
