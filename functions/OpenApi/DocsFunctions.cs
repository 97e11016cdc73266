using System.IO.Compression;
using System.Text;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.OpenApi;

/// <summary>The description for people: Redoc, from its npm package, shows openapi.json. Nothing comes from a third
/// party.</summary>
public sealed class DocsFunctions(OpenApiCache made)
{
    private const string Gzip = "gzip";

    /// <summary>Redoc makes its styles as it runs.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] Scripts = ["docs.js", "redoc.standalone.js"];

    [Function("GetDocs"), Anyone, NeedsNoStorage]
    public Task<IResult> GetDocsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/docs")] HttpRequest request) =>
        Task.FromResult<IResult>(new HtmlPage(Encoding.UTF8.GetString(Read("page.html")), 200, Policy));

    [Function("GetDocsScript"), Anyone, NeedsNoStorage]
    public Task<IResult> GetDocsScriptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/docs/{file}")] HttpRequest request)
    {
        var file = request.Route("file");
        if (!Scripts.Contains(file))
            return Task.FromResult(Problems.NotFound($"There are these files: {string.Join(", ", Scripts)}."));
        var headers = request.Answer();
        headers.CacheControl = "public, max-age=300";
        headers.Vary = "Accept-Encoding";
        if (!request.Headers.AcceptEncoding.ToString().Contains(Gzip, StringComparison.OrdinalIgnoreCase))
            return Script(Read(file));
        headers.ContentEncoding = Gzip;
        return Script(made.Documents.GetOrAdd($"{file}.gz", _ => Packed(Read(file))));
    }

    private static Task<IResult> Script(byte[] body) => Task.FromResult(Results.Bytes(body, "text/javascript; charset=utf-8"));

    private static byte[] Read(string file) => EmbeddedFile.Read($"HubFunctions.OpenApi.Docs.{file}");

    private static byte[] Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(body);
        return packed.ToArray();
    }
}
