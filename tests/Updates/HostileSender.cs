using System.Collections.Concurrent;
using System.Text;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;
using HubFunctions.Updates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Updates;

/// <summary>Sends a hub updates that a seeded generator spoilt, through the real commit layer into the emulator.</summary>
internal sealed class HostileSender : IAsyncDisposable
{
    private const string Report =
        """{"plan":"town","deliverable":"d1","asAt":"2022-05-20T10:00:00Z","health":"onTrack","percentComplete":40,"summary":"Fine","measures":[{"id":"m","value":1}],"evidence":["https://example.org/"],"reporter":{"name":"A","role":"B"}}""";
    private const int Senders = 4;
    private static readonly string[] Encodings = ["gzip", "br", "deflate"];
    private static readonly HashSet<int> Decided = [200, 207, 400, 401, 403, 409, 413, 415, 422];

    private readonly Partner _partner = new() { Id = "fuzz", Plans = ["town"], Generation = 1 };
    private readonly PartnerKeys _keys;
    private readonly RequestDelegate _handle;

    private HostileSender(HubApp app)
    {
        App = app;
        _keys = app.Get<PartnerKeys>();
        _handle = app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Single(e => e.Metadata.GetMetadata<HttpFunction>()?.Name == "PostUpdates").RequestDelegate!;
    }

    public HubApp App { get; }

    public static async Task<HostileSender> StartAsync(AzuriteFixture azurite)
    {
        var app = await HubApp.StartAsync(azurite, services: services => services.AddSingleton(new PartnerOptions(int.MaxValue)));
        var items = new[] { "d1", "d2" }.Select(id => new { id, title = id, timescale = "June 2023" });
        var plan = new
        {
            id = "town",
            title = "Town",
            organisation = "Town Council",
            status = "adopted",
            referenceDate = "2022-01-01",
            items,
        };
        (await app.Office.PutJsonAsync("/api/plans/town", plan)).EnsureSuccessStatusCode();
        var sender = new HostileSender(app);
        await app.Get<TablePartnerStore>().SaveAsync(sender._partner, null, TestContext.Current.CancellationToken);
        return sender;
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>Fails where one is answered by what is no decision, or is taken for genuine and is not.</summary>
    /// <returns>How often each status came.</returns>
    public async Task<IReadOnlyDictionary<int, int>> SendAsync(int requests, int seed = 4711)
    {
        var seen = new ConcurrentDictionary<int, int>();
        await Parallel.ForAsync(0, Senders, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (sender, _) =>
        {
            var mutations = new Mutations(seed + sender);
            for (var n = 0; n < requests / Senders; n++)
            {
                var (context, genuine) = Spoil(mutations);
                await _handle(context);
                var status = context.Response.StatusCode;
                Assert.True(Decided.Contains(status), $"Request {n} of seed {seed + sender} was answered {status}.");
                Assert.True(
                    genuine || status is 401 or 413,
                    $"Request {n} of seed {seed + sender} is not genuine and was answered {status}.");
                seen.AddOrUpdate(status, 1, (_, count) => count + 1);
            }
        });
        return seen;
    }

    private (HttpContext Context, bool Genuine) Spoil(Mutations mutations)
    {
        var context = new DefaultHttpContext { RequestServices = App.Services };
        context.Request.Method = "POST";
        context.Request.RouteValues["partner"] = "fuzz";
        context.Response.Body = Stream.Null;
        var headers = context.Request.Headers;
        var body = Encoding.UTF8.GetBytes(Message(mutations, headers));
        if (mutations.Chance(2))
            body = mutations.Body(body);
        if (mutations.Chance(6) && mutations.One(Encodings) is var encoding)
        {
            body = mutations.Pack(body, encoding);
            headers.ContentEncoding = encoding;
            if (mutations.Chance(4))
                body = mutations.Altered(body);
        }

        var genuine = mutations.Chance(3) ? Token(mutations, headers) : Sign(mutations, headers, ref body);
        if (genuine && mutations.Chance(8))
        {
            var (name, value) = mutations.Header();
            var decides = name.StartsWith("webhook-", StringComparison.Ordinal) || name == "Authorization";
            genuine = !decides || headers[name] == value;
            headers[name] = value;
            // A signature beside the token has to hold; an id alone is only an id.
            genuine |=
                name == "webhook-id" && headers.ContainsKey("Authorization")
                || name == "webhook-timestamp" && headers.ContainsKey("Authorization");
            genuine |= name == "Authorization" && headers.ContainsKey("webhook-signature");
        }

        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = mutations.Chance(3) ? null : body.Length;
        return (context, genuine);
    }

    private static string Message(Mutations mutations, IHeaderDictionary headers)
    {
        var update = mutations.Chance(3) ? $"[{Report},{Report.Replace("d1", "d2", StringComparison.Ordinal)}]" : Report;
        var cloudEvent =
            $$"""{"specversion":"1.0","id":"e{{mutations.Next(100_000)}}","source":"/s","type":"deliverable.updated","data":{{update}}}""";
        switch (mutations.Next(4))
        {
            case 0:
                headers.ContentType = "application/cloudevents+json";
                return cloudEvent;
            case 1:
                headers.ContentType = "application/cloudevents-batch+json; charset=utf-8";
                return $"[{cloudEvent},{cloudEvent.Replace("\"e", "\"f", StringComparison.Ordinal)}]";
            case 2:
                headers.ContentType = "application/json";
                (headers["ce-specversion"], headers["ce-id"], headers["ce-source"], headers["ce-type"]) = (
                    "1.0",
                    $"b{mutations.Next(100_000)}",
                    "/s",
                    "deliverable.updated");
                return update;
            default:
                headers.ContentType = "application/json";
                return $$"""{"type":"deliverable.updated","timestamp":"2022-05-24T07:00:00Z","data":{{update}}}""";
        }
    }

    private bool Token(Mutations mutations, IHeaderDictionary headers)
    {
        var token = _keys.Token(_partner);
        var genuine = !mutations.Chance(3);
        headers.Authorization =
            "Bearer "
            + (genuine ? token : Encoding.Latin1.GetString(mutations.Altered(Encoding.ASCII.GetBytes(token))).TrimEnd() + "x");
        return genuine;
    }

    private bool Sign(Mutations mutations, IHeaderDictionary headers, ref byte[] body)
    {
        var id = $"m{mutations.Next(1_000_000)}";
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + mutations.Next(200) - 100;
        (headers["webhook-id"], headers["webhook-timestamp"]) = (id, $"{timestamp}");
        headers["webhook-signature"] = Sender.Sign(_keys.SigningSecret(_partner), id, timestamp, body);
        switch (mutations.Next(9))
        {
            case 0:
                body = mutations.Altered(body);
                return false;
            case 1:
                headers["webhook-id"] = id + "x";
                return false;
            case 2:
                headers["webhook-timestamp"] = $"{timestamp + 1}";
                return false;
            case 3:
                var other = _partner with { Id = "other" };
                headers["webhook-signature"] = Sender.Sign(_keys.SigningSecret(other), id, timestamp, body);
                return false;
            default:
                return true;
        }
    }
}
