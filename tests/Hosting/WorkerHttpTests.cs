using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Hosting;

/// <summary>HTTP through the host to the published worker: what comes in and goes out, to the byte, beside the same functions on
/// Kestrel.</summary>
public sealed class WorkerHttpTests(HostedHub hosted, UpdatesHub kestrel) : IClassFixture<HostedHub>, IClassFixture<UpdatesHub>
{
    private const int UpdateBytes = 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeHost Host => hosted.Host;

    public static TheoryData<string, string?, bool, byte[]> Bodies =>
        new()
        {
            {
                "application/json; charset=iso-8859-1",
                null,
                false,
                Encoding.Latin1.GetBytes("""{"data":{"plan":"tøwn","summary":"ÿþ"}}""")
            },
            { "application/json; charset=utf-16", null, true, Encoding.Unicode.GetBytes("""{"data":{"plan":"town"}}""") },
            { "application/json; charset=no-such-charset", null, false, [0xff, 0xfe, 0, 13, 10, 10, 0x80, 0xc3, 0x28] },
            {
                "application/json",
                "gzip",
                false,
                Packed("""{"type":"deliverable.updated","timestamp":"2022-05-24T07:00:00Z","data":[]}""")
            },
            {
                "application/json",
                "gzip",
                true,
                Packed("""{"type":"deliverable.updated","timestamp":"2022-05-24T07:00:00Z","data":[]}""")
            },
            { "application/json", "gzip", false, [0x1f, 0x8b, 8, 0, 1, 2, 3] },
            { "text/csv; charset=windows-1252", null, true, [.. Enumerable.Range(0, 256).Select(n => (byte)n)] },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task A_signed_body_arrives_to_the_byte_whatever_its_charset_and_coding(
        string type,
        string? coding,
        bool chunked,
        byte[] body) => SignAsync(type, coding, chunked, body);

    // Made here: as a theory's data, a megabyte would be written down with every list of tests.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_signed_body_of_the_longest_length_arrives_to_the_byte(bool chunked) =>
        SignAsync("application/json", null, chunked, Bytes(UpdateBytes));

    [Fact]
    public async Task The_hubs_own_address_leads_to_the_front_page_under_the_host()
    {
        using var answer = await Host.Anyone.GetAsync("/", Stop);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.EndsWith("/snapshots/index.html", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_verb_carries_its_body_and_its_answer()
    {
        const string Title = "Plan – „Ünï☃😀“";
        var plan = new
        {
            id = "verbs",
            title = Title,
            referenceDate = "2022-05-24",
            items = new[]
            {
                new
                {
                    id = "1",
                    title = "One",
                    timescale = "by 31 May 2030",
                },
            },
        };
        using var put = await Host.Office.PutJsonAsync("/api/plans/verbs", plan);
        using var hold = await Host.Office.PostJsonAsync("/api/plans/verbs/hold", new { reason = "Purdah – ☃" });
        using var release = await Host.Office.DeleteAsync("/api/plans/verbs/hold", Stop);
        using var change = new HttpRequestMessage(HttpMethod.Patch, "/api/plans/verbs/items/1");
        change.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        change.Content = JsonContent.Create(new { approved = new { complete = new DateOnly(2031, 1, 1) }, reason = Title });
        using var patch = await Host.Office.SendAsync(change, Stop);
        using var handshake = new HttpRequestMessage(HttpMethod.Options, "/api/partners/fire/updates");
        handshake.Headers.Add("WebHook-Request-Origin", "sender.example");
        using var options = await Host.Anyone.SendAsync(handshake, Stop);
        using var get = await Host.Office.GetAsync("/api/plans/verbs/items/1", Stop);
        using var head = await Host.Office.SendAsync(new(HttpMethod.Head, "/api/plans/verbs/items/1"), Stop);

        Assert.All(
            [put, hold, release, patch, options, get, head],
            a => Assert.True(a.IsSuccessStatusCode, $"{a.RequestMessage!.Method}: {a.StatusCode}"));
        Assert.Equal("sender.example", options.Headers.GetValues("WebHook-Allowed-Origin").Single());
        Assert.Equal(Title, (string?)(await Host.Office.GetJsonAsync("/api/plans/verbs"))["title"]);
        Assert.Contains((await get.JsonAsync())["history"]!.AsArray(), h => (string?)h!["reason"] == Title);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Stop));
    }

    [Theory]
    [InlineData("GET", "/api/openapi.json")]
    [InlineData("HEAD", "/api/openapi.json")]
    [InlineData("GET", "/api/schemas/update.json")]
    [InlineData("GET", "/api/schemas/%2e%2e%2Fupdate.json")]
    [InlineData("GET", "/api/timescales?text=spring%202023&reference=2022-01-01")]
    [InlineData("GET", "/api/timescales?text=a%2Fb%20%26+%C3%A9%00&reference=2022-01-01")]
    [InlineData("GET", "/api/timescales?text=%ff%fe&reference=2022-13-01")]
    [InlineData("GET", "/api/plans/a%2Fb")]
    [InlineData("GET", "/api/plans/town%2Fitems%2Fd1")]
    [InlineData("GET", "/api/plans/%E2%98%83/items/d1")]
    [InlineData("GET", "/api/plans/UPPER")]
    [InlineData("PUT", "/api/plans/none")]
    [InlineData("DELETE", "/api/plans/none/hold")]
    [InlineData("OPTIONS", "/api/partners/fire/updates")]
    [InlineData("POST", "/api/partners/fire/updates")]
    [InlineData("GET", "/api/respond/not-a-token")]
    [InlineData("POST", "/api/unsubscribe/a%2Fb")]
    [InlineData("GET", "/api/subscribe/none")]
    public async Task Answers_the_same_as_on_Kestrel(string method, string path)
    {
        using var answer = await Host.Anyone.SendAsync(new(HttpMethod.Parse(method), path), Stop);
        using var alone = await kestrel.App.Anyone.SendAsync(new(HttpMethod.Parse(method), path), Stop);

        Assert.Equal(alone.StatusCode, answer.StatusCode);
        Assert.Equal(Headers(alone), Headers(answer));
        Assert.Equal(await alone.Content.ReadAsByteArrayAsync(Stop), await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task A_packed_answer_leaves_as_it_was_packed()
    {
        (await Host.Office.PutJsonAsync("/api/plans/packed", UpdatesHub.Plan("packed", 40))).EnsureSuccessStatusCode();
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/api/plans/packed/backup");
        ask.Headers.AcceptEncoding.ParseAdd("gzip");
        using var packed = await Host.Office.SendAsync(ask, Stop);
        await using var unpacked = new GZipStream(await packed.Content.ReadAsStreamAsync(Stop), CompressionMode.Decompress);

        Assert.Equal(["gzip"], packed.Content.Headers.ContentEncoding);
        Assert.Equal(
            Rows(await Host.Office.GetStringAsync("/api/plans/packed/backup", Stop)),
            Rows(await new StreamReader(unpacked).ReadToEndAsync(Stop)));
    }

    [Fact]
    public async Task An_invocation_id_of_the_callers_own_fails_that_call_and_no_other()
    {
        using var own = new HttpRequestMessage(HttpMethod.Get, "/api/health/live");
        own.Headers.Add("x-ms-invocation-id", Guid.NewGuid().ToString());
        var waiting = Host.Anyone.SendAsync(own, Stop);
        using var meanwhile = await Host.Anyone.GetAsync("/api/health/live", Stop);
        using var answer = await waiting;
        using var after = await Host.Anyone.GetAsync("/api/health/live", Stop);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [meanwhile.StatusCode, after.StatusCode]);
    }

    [Fact]
    public async Task Timers_have_no_address()
    {
        foreach (var path in new[] { "/Housekeeping", "/api/Housekeeping", "/admin/functions/Housekeeping" })
        {
            using var answer = await Host.Office.PostAsync(path, new StringContent("{}"), Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private async Task SignAsync(string type, string? coding, bool chunked, byte[] body)
    {
        var partner = await NewPartnerAsync($"signs-{Guid.NewGuid():N}");
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        using var call = new HttpRequestMessage(HttpMethod.Post, partner.Url) { Content = new ByteArrayContent(body) };
        call.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (coding is not null)
            call.Content.Headers.ContentEncoding.Add(coding);
        call.Headers.TransferEncodingChunked = chunked;
        call.Headers.Add("webhook-id", "m1");
        call.Headers.Add("webhook-timestamp", $"{at}");
        call.Headers.Add("webhook-signature", Sender.Sign(partner.Secret, "m1", at, body));
        using var answer = await Host.Anyone.SendAsync(call, Stop);

        // The signature is over the bytes; what they say is another matter.
        Assert.Contains(
            answer.StatusCode,
            (HttpStatusCode[])
                [
                    HttpStatusCode.OK,
                    HttpStatusCode.BadRequest,
                    HttpStatusCode.UnsupportedMediaType,
                    HttpStatusCode.UnprocessableEntity,
                ]);
    }

    private static IEnumerable<string> Headers(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
        .Where(h => h.Key is not ("Date" or "Server" or "Transfer-Encoding" or "Content-Length"))
        .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}").Order(StringComparer.Ordinal);

    /// <summary>Without the first, which says when the backup was made.</summary>
    private static IEnumerable<string> Rows(string backup) =>
        JsonNode.Parse(backup)!.AsArray().Skip(1).Select(row => row!.ToJsonString());

    private async Task<Sender> NewPartnerAsync(string id)
    {
        var answer = await (await Host.Office.PutJsonAsync($"/api/partners/{id}",
            new { name = id, plans = new[] { "town" } })).JsonAsync();
        return new Sender(Host.Anyone, id, answer.Text("signingSecret"), answer.Text("token"));
    }

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(20220524).NextBytes(bytes);
        return bytes;
    }
}
