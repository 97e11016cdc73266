using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Hosting;
using HubFunctions.Http;

namespace HubFunctions.OpenApi;

/// <summary>The hub describes itself. Made when first asked for.</summary>
public sealed class OpenApiEndpoints(HubSettings settings)
{
    private const string Suffix = ".json";
    private readonly ConcurrentDictionary<string, byte[]> _made = new(StringComparer.Ordinal);

    public Task<IResult> DocumentAsync(HttpContext http) => Task.FromResult(Answer(http, "application/json", "", () => OpenApiDocument.Make(settings.PublicBaseUrl)));

    public Task<IResult> SchemaAsync(HttpContext http)
    {
        var file = (string?)http.GetRouteValue("file") ?? "";
        var name = file.EndsWith(Suffix, StringComparison.Ordinal) ? file[..^Suffix.Length] : "";
        return Task.FromResult(Schemas.All.TryGetValue(name, out var make)
            ? Answer(http, "application/schema+json", name, () => Schema(name, make()))
            : Problems.NotFound($"There are these schemas: {string.Join(", ", Schemas.All.Keys.Select(n => n + Suffix))}."));
    }

    private JsonObject Schema(string name, JsonObject schema)
    {
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "$id", $"{settings.PublicBaseUrl.AbsoluteUri.TrimEnd('/')}/{Routing.Prefix}/schemas/{name}{Suffix}");
        return schema;
    }

    private IResult Answer(HttpContext http, string type, string name, Func<JsonObject> make)
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(_made.GetOrAdd(name, _ => Encoding.UTF8.GetBytes(make().ToJsonString())), type);
    }
}
