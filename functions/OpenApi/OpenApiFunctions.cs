using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.OpenApi;

/// <summary>The hub describes itself.</summary>
public sealed class OpenApiFunctions(HubAddress hub, OpenApiCache made)
{
    private const string Suffix = ".json";
    private const string ConnectorName = "connector";

    [Function("GetOpenApi"), Anyone, NeedsNoStorage]
    public Task<IResult> GetOpenApiAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest request) =>
        Task.FromResult(Answer(request, "application/json", ApiDescription.Bytes));

    [Function("GetConnector"), Anyone, NeedsNoStorage]
    public async Task<IResult> GetConnectorAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/connector.json")] HttpRequest request)
    {
        if (!made.Documents.TryGetValue(ConnectorName, out var connector))
            connector = made.Documents[ConnectorName] = await Connector.MakeAsync(hub, request.Stop());
        return Answer(request, "application/json", connector);
    }

    [Function("GetSchema"), Anyone, NeedsNoStorage]
    public Task<IResult> GetSchemaAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/schemas/{file}")] HttpRequest request)
    {
        var file = request.Route("file");
        var name = file.EndsWith(Suffix, StringComparison.Ordinal) ? file[..^Suffix.Length] : "";
        return Task.FromResult(
            ApiDescription.Find(name) is var (found, schema)
                ? Answer(request, "application/schema+json", made.Documents.GetOrAdd(found, _ => Schema(found, schema)))
                : Problems.NotFound(
                    $"There are these schemas: {string.Join(", ", ApiDescription.SchemaNames.Select(n => FileOf(n)))}."));
    }

    private byte[] Schema(string name, JsonObject schema)
    {
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", hub.Link($"api/schemas/{FileOf(name)}"));
        return Encoding.UTF8.GetBytes(schema.ToJsonString());
    }

    /// <summary>PlanEntered is plan-entered.json.</summary>
    private static string FileOf(string name) =>
        string.Concat(
            name.Select(
                (c, i) =>
        i > 0 && char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")) + Suffix;

    private static IResult Answer(HttpRequest request, string type, byte[] body)
    {
        request.Answer().CacheControl = "public, max-age=300";
        return Results.Bytes(body, type);
    }
}

/// <summary>What was made before, by name.</summary>
public sealed class OpenApiCache
{
    public ConcurrentDictionary<string, byte[]> Documents { get; } = new(StringComparer.Ordinal);
}
