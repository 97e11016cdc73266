using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Updates;

/// <summary>Stands in for the Table service where a test needs its answers faster than any emulator gives them: single rows are kept,
/// transactions are taken and forgotten.</summary>
internal sealed partial class TablesInMemory : HttpMessageHandler
{
    private readonly Dictionary<string, string> _rows = [];

    private const string Connection =
        "DefaultEndpointsProtocol=http;AccountName=memory;AccountKey=AAAA;TableEndpoint=http://memory.invalid/memory";

    public TableServiceClient ToClient() => new StorageConnection(
        new StorageSettings(Connection, null, null, null, null),
        configure: options => options.Transport = new HttpClientTransport(new HttpClient(this))).Tables;

    public int Transactions { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (path.EndsWith("$batch", StringComparison.Ordinal))
            return Batch(Operation().Count(body));
        if (request.Method == HttpMethod.Get)
            return Row(_rows.GetValueOrDefault(Uri.UnescapeDataString(path[path.LastIndexOf('/')..])));
        if (RowKey().Match(body) is { Success: true } key)
            _rows[$"{path[path.LastIndexOf('/')..]}(PartitionKey='partner',RowKey='{key.Groups["key"].Value}')"] = body.Insert(1, "\"odata.etag\":\"W/\\\"1\\\"\",");
        return new(HttpStatusCode.NoContent);
    }

    [GeneratedRegex("(?:POST|PUT|PATCH|DELETE) http", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Operation();

    [GeneratedRegex("\"RowKey\":\"(?<key>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RowKey();

    private static HttpResponseMessage Row(string? row) => row is null
        ? new(HttpStatusCode.NotFound) { Content = new StringContent("""{"odata.error":{"code":"ResourceNotFound","message":{"lang":"en-US","value":""}}}""", Encoding.UTF8, "application/json") }
        : new(HttpStatusCode.OK) { Content = new StringContent(row, Encoding.UTF8, "application/json") };

    private HttpResponseMessage Batch(int operations)
    {
        Transactions++;
        var text = new StringBuilder("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n");
        for (var i = 0; i < operations; i++)
            text.Append("--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\n\r\n\r\n");
        text.Append("--c--\r\n--b--\r\n");
        var response = new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent(text.ToString()) };
        response.Content.Headers.Remove("Content-Type");
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed; boundary=b");
        return response;
    }
}
