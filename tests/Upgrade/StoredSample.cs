using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Upgrade;

/// <summary>The hub on what an earlier version stored: <c>sample/</c>, made by <c>make-sample.mjs</c>. The facts are what
/// that version said of it at the hour at which this hub starts, and the test keys with which it signed.</summary>
public sealed class StoredSample(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(NodeTools.TestsFolder, "Upgrade", "sample");

    public HubApp App { get; private set; } = null!;

    public string Connection { get; } = azurite.NewAccount();

    public JsonNode Facts { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "facts.json")))!;

    public IEnumerable<JsonNode> Plans => Facts["plans"]!.AsArray()!;

    public IEnumerable<JsonNode> Messages => Facts["messages"]!.AsArray()!;

    public IEnumerable<JsonNode> Snapshots => Facts["snapshots"]!.AsArray()!;

    public IEnumerable<JsonNode> Partners => Facts["partners"]!.AsArray()!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<StoredSample> StartAsync(AzuriteFixture azurite)
    {
        var sample = new StoredSample(azurite);
        await sample.InitializeAsync();
        return sample;
    }

    public async ValueTask InitializeAsync()
    {
        await NodeTools.RunAsync("Upgrade/storage.mjs", ["load", Connection, Folder], cancellationToken: Stop);
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = Connection };
        foreach (var (name, value) in Facts["settings"]!.AsObject())
            settings[name] = (string?)value;
        App = await HubApp.StartAsync(azurite, settings);
        App.Office.DefaultRequestHeaders.Authorization = new("Bearer", settings["Hub__AdminKey"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
            await App.DisposeAsync();
    }

    public Sender Partner(string id)
    {
        var partner = Partners.Single(p => p.Text("id") == id);
        return new Sender(App.Anyone, id, partner.Text("signingSecret"), partner.Text("token"));
    }

    /// <summary>One of the messages that the earlier version answered, to the byte.</summary>
    public async Task<HttpResponseMessage> RepeatAsync(JsonNode message, string? body = null)
    {
        var partner = Partner(message.Text("partner"));
        var bytes = Encoding.UTF8.GetBytes(body ?? message.Text("body"));
        var id = (string?)message["id"];
        if ((bool)message["signed"]!)
            return await partner.SignedAsync(bytes, id!, contentType: message.Text("contentType"));
        (string, string)[] headers = id is null ? [] : [("Idempotency-Key", id)];
        return await partner.BearerAsync(bytes, message.Text("contentType"), headers: headers);
    }

    public static IEnumerable<string> Outcomes(JsonNode answer) =>
        answer["results"]!.AsArray().Select(r => r!.Text("outcome"));

    /// <summary>A published file; null when there is none.</summary>
    public async Task<byte[]?> FileAsync(string name)
    {
        var blob = new BlobServiceClient(Connection).GetBlobContainerClient(Facts.Text("container")).GetBlobClient(name);
        return await blob.ExistsAsync(Stop) ? (await blob.DownloadContentAsync(Stop)).Value.Content.ToArray() : null;
    }

    public async Task<IReadOnlyList<JsonNode>> RowsAsync(string table) =>
        [.. (await DumpAsync()).Where(r => (string?)r["table"] == table).Select(r => r["entity"]!)];

    /// <summary>Names of the published files that begin so.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string prefix) =>
        [.. (await DumpAsync()).Select(r => (string?)r["name"] ?? "").Where(n => n.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>The links of a plan's chain as an independent reader finds them intact, newest first.</summary>
    public async Task<IReadOnlyList<JsonNode>> ChainAsync(string plan)
    {
        string[] arguments = [Connection, Facts.Text("container"), plan];
        return [.. JsonNode.Parse(await NodeTools.RunAsync("Upgrade/chain.mjs", arguments, cancellationToken: Stop))!.AsArray()!];
    }

    public IEnumerable<JsonNode> SnapshotsOf(string plan) => Snapshots.Where(s => s.Text("plan") == plan);

    public async Task<JsonNode> PublishAsync(string plan) =>
        (await (await App.Office.PostAsync($"/api/snapshots?plan={plan}", null, Stop)).JsonAsync())["plans"]![0]!;

    private async Task<IEnumerable<JsonNode>> DumpAsync()
    {
        var dump = await NodeTools.RunAsync("Upgrade/storage.mjs", ["dump", Connection, "-"], cancellationToken: Stop);
        return dump.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);
    }
}
