using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>What stands before and after every function.</summary>
public sealed class FunctionGateTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await HubApp.StartAsync(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Without_credentials_only_functions_that_say_anyone_let_a_caller_in()
    {
        foreach (var (function, method) in Calls())
        {
            using var answer = await SendAsync(_app.Anyone, function, method);
            Assert.True(
                !function.IsOffice || answer.StatusCode == HttpStatusCode.Unauthorized,
                $"{method} {function.Name}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Every_answer_of_every_function_carries_the_security_headers()
    {
        foreach (var (function, method) in Calls())
        {
            foreach (var client in new[] { _app.Anyone, _app.Office })
            {
                using var answer = await SendAsync(client, function, method);
                var what = $"{method} {function.Name}";
                Assert.Equal((what, "nosniff"), (what, Header(answer, "X-Content-Type-Options")));
                Assert.Equal((what, "no-referrer"), (what, Header(answer, "Referrer-Policy")));
                Assert.StartsWith("default-src 'none'; ", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
                Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
                var policy = string.Join(
                    ';',
                    Header(answer, "Content-Security-Policy").Split("; ").Where(part => part != Styles(function)));
                Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
                Assert.True(
                    answer.Headers.CacheControl is { NoStore: true } or { Public: true }
                        && answer.Headers.CacheControl.Public == Describes(function),
                    what);
            }
        }
    }

    [Theory]
    [InlineData("/api/plans/TOWN")]
    [InlineData("/api/plans/town/items/-1")]
    [InlineData("/api/partners/a%20b/quarantine")]
    public async Task What_cannot_be_an_id_is_not_found_whoever_asks(string address)
    {
        using var answer = await _app.Anyone.GetAsync(address, Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/plans/town", 33, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/plans/town", 33, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/plans/town", 31, false, HttpStatusCode.BadRequest)]
    [InlineData("/api/plans/town/restore", 60, false, HttpStatusCode.BadRequest)]
    [InlineData("/api/plans/town/restore", 60, true, HttpStatusCode.BadRequest)]
    [InlineData("/api/plans/town/restore", 101, false, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Each_function_bounds_the_body_that_it_takes(
        string address,
        int mebibytes,
        bool chunked,
        HttpStatusCode expected)
    {
        using var call = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string(' ', mebibytes * 1024 * 1024))),
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        call.Headers.TransferEncodingChunked = chunked;
        using var answer = await _app.Office.SendAsync(call, Stop);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    private static IEnumerable<(HttpFunction Function, string Method)> Calls() =>
        FunctionMethods.Http.SelectMany(f => f.Methods.Select(m => (f, m)));

    /// <summary>The description of the API is the same for everybody.</summary>
    private static bool Describes(HttpFunction function) => function.Name is "GetOpenApi" or "GetConnector";

    /// <summary>Redoc makes its styles as it runs; scripts never may.</summary>
    private static string Styles(HttpFunction function) => function.Name is "GetDocs" ? "style-src 'unsafe-inline'" : "";

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpFunction function, string method)
    {
        var address = string.Join('/', function.Route.Split('/').Select(part => part.StartsWith('{') ? "none" : part));
        return client.SendAsync(new HttpRequestMessage(HttpMethod.Parse(method), $"/{address}"), Stop);
    }
}
