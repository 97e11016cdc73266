using HubFunctions.Http;
using Microsoft.OpenApi;

namespace HubFunctions.OpenApi;

/// <summary>The description as OpenAPI 2.0, for custom connectors of Power Automate and Power Apps.</summary>
/// <remarks>A connector knows one way to sign in and one host, so it has a key in Authorization and the hub's own
/// address.</remarks>
public static class Connector
{
    private const string Key = "authorization";

    /// <exception cref="InvalidDataException">The description cannot be read.</exception>
    public static async Task<byte[]> MakeAsync(HubAddress hub, CancellationToken stop)
    {
        using var description = new MemoryStream(ApiDescription.Bytes);
        var (document, diagnostic) = await OpenApiDocument.LoadAsync(description, OpenApiConstants.Json, cancellationToken: stop);
        if (document?.Components is null || diagnostic is { Errors.Count: > 0 })
            throw new InvalidDataException("openapi.json cannot be read.");
        document.Servers = [new OpenApiServer { Url = hub.Link("") }];
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [Key] = Scheme() };
        foreach (var operation in document.Paths.SelectMany(p => p.Value.Operations ?? []).Select(o => o.Value))
        {
            if (operation.Security is { Count: > 0 })
                operation.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
                ];
        }

        using var written = new MemoryStream();
        await document.SerializeAsJsonAsync(written, OpenApiSpecVersion.OpenApi2_0, stop);
        return written.ToArray();
    }

    private static OpenApiSecurityScheme Scheme() => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = "Authorization",
        Description = "The word Bearer, a space, and the partner's token or the programme office's key.",
    };
}
