using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.OpenApi;

/// <summary>The hub describes itself. Made when first asked for.</summary>
public sealed class OpenApiFunctions(HubAddress hub, OpenApiCache made)
{
    private const string Suffix = ".json";

    [Function("GetOpenApi"), Anyone, NeedsNoStorage]
    public Task<IResult> GetOpenApiAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/openapi.json")] HttpRequest request) =>
        Task.FromResult(Answer(request, "application/json", "", () => OpenApiDocument.Make(hub.Url)));

    [Function("GetSchema"), Anyone, NeedsNoStorage]
    public Task<IResult> GetSchemaAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/schemas/{file}")] HttpRequest request)
    {
        var file = request.Route("file");
        var name = file.EndsWith(Suffix, StringComparison.Ordinal) ? file[..^Suffix.Length] : "";
        return Task.FromResult(Schemas.All.TryGetValue(name, out var make)
            ? Answer(request, "application/schema+json", name, () => Schema(name, make()))
            : Problems.NotFound($"There are these schemas: {string.Join(", ", Schemas.All.Keys.Select(n => n + Suffix))}."));
    }

    private JsonObject Schema(string name, JsonObject schema)
    {
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", hub.Link($"api/schemas/{name}{Suffix}"));
        return schema;
    }

    private IResult Answer(HttpRequest request, string type, string name, Func<JsonObject> make)
    {
        request.Answer().CacheControl = "public, max-age=300";
        return Results.Bytes(made.Documents.GetOrAdd(name, _ => Encoding.UTF8.GetBytes(make().ToJsonString())), type);
    }
}

/// <summary>What was made before, by name; the API's own description has none.</summary>
public sealed class OpenApiCache
{
    public ConcurrentDictionary<string, byte[]> Documents { get; } = new(StringComparer.Ordinal);
}
