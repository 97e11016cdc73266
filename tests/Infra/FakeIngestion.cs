using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Infra;

/// <summary>Application Insights as its exporter sees it: takes everything in and keeps it.</summary>
internal sealed class FakeIngestion : HttpMessageHandler
{
    private const string Token = "a-token-of-the-identity";

    private readonly ConcurrentQueue<JsonObject> _items = [];

    /// <summary>Another for each, since the exporter keeps one sender for each in a process.</summary>
    public string ConnectionString { get; } = $"InstrumentationKey={Guid.NewGuid()};IngestionEndpoint=https://ingestion.example/";

    /// <summary>What tells a hub to export here.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = ConnectionString,
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "ClientId=an-identity;Authorization=AAD",
    };

    /// <summary>Bearer tokens that came along.</summary>
    public ConcurrentQueue<string?> Tokens { get; } = [];

    public string Everything => string.Join('\n', _items.Select(item => item.ToJsonString()));

    /// <summary>Rows of the table AppTraces: their text and who wrote them.</summary>
    public IReadOnlyList<(string Message, string Category)> Traces =>
        [.. Of("MessageData").Select(data => ((string)data["message"]!, (string)data["properties"]!["CategoryName"]!))];

    /// <summary>Rows of the table AppRequests: name and result code.</summary>
    public IReadOnlyList<(string Name, string ResultCode)> Requests =>
        [.. Of("RequestData").Select(data => ((string)data["name"]!, (string)data["responseCode"]!))];

    /// <summary>Takes the place of the network and of the managed identity.</summary>
    public void Receive(IServiceCollection services) => services.PostConfigureAll<AzureMonitorExporterOptions>(options =>
    {
        options.Transport = new HttpClientTransport(this);
        var token = new AccessToken(Token, TimeProvider.System.GetUtcNow().AddHours(1));
        options.Credential = DelegatedTokenCredential.Create((_, _) => token);
        options.DisableOfflineStorage = true;
    });

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        await using var plain = body is [0x1f, 0x8b, ..]
            ? new GZipStream(new MemoryStream(body), CompressionMode.Decompress) : (Stream)new MemoryStream(body);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
            _items.Enqueue(JsonNode.Parse(line)!.AsObject());
        Tokens.Enqueue(request.Headers.Authorization?.Parameter);
        var answer = $$"""{"itemsReceived":{{lines.Length}},"itemsAccepted":{{lines.Length}},"errors":[]}""";
        return new(HttpStatusCode.OK) { Content = new StringContent(answer) };
    }

    private IEnumerable<JsonNode> Of(string type) =>
        _items.Where(item => (string?)item["data"]?["baseType"] == type).Select(item => item["data"]!["baseData"]!);
}
