using System.IO.Compression;
using System.Net;
using System.Text;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class EnvelopeTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private const string Update = """{"plan":"town","deliverable":"d1","asAt":"2022-05-20T10:00:00Z","health":"onTrack"}""";
    private static readonly (string, string)[] Binary =
        [("ce-specversion", "1.0"), ("ce-id", "e1"), ("ce-source", "/museum"), ("ce-type", "org.example.deliverable.updated")];

    [Fact]
    public async Task The_same_cloud_event_is_known_again_in_every_mode()
    {
        var partner = await hub.NewPartnerAsync();
        var structured = Event("e1", Update);
        var base64 =
            $$"""{"specversion":"1.0","id":"e1","source":"/museum","type":"deliverable.updated","data_base64":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Update))}}"}""";

        var answers = new List<string>
        {
            (await (await partner.BearerAsync(Bytes(Update), headers: Binary)).JsonAsync()).Outcome(),
            (await (await partner.BearerAsync(Bytes(structured), "application/cloudevents+json; "
                + "charset=utf-8")).JsonAsync()).Outcome(),
            (await (await partner.BearerAsync(Bytes(base64), "application/cloudevents+json")).JsonAsync()).Outcome(),
            (await (await partner.BearerAsync(
                        Bytes($"[{Event("e0", Update)},{structured}]"),
                        "application/cloudevents-batch+json")).JsonAsync()).Outcome(1),
        };

        Assert.Equal(["stored", "duplicate", "duplicate", "duplicate"], answers);
    }

    [Theory]
    [InlineData("Plan,Deliverable,As at,Status\ntown,d1,20/05/2022,Amber\n", "text/csv")]
    [InlineData("PK\u0003\u0004 and so on", "spreadsheetml.sheet")]
    [InlineData("""{"type":""", null)]
    public async Task A_spreadsheet_under_the_name_of_JSON_is_refused_with_its_own_type(string body, string? type)
    {
        var partner = await hub.NewPartnerAsync();

        var detail = (await (await partner.BearerAsync(Bytes(body))).JsonAsync()).Result().Error().Text("detail");

        Assert.Equal(type is not null, detail.Contains("Content-Type", StringComparison.Ordinal));
        Assert.Contains(type ?? "not JSON", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_event_of_a_batch_has_its_own_receipt_and_is_known_again_in_another_batch()
    {
        var partner = await hub.NewPartnerAsync();
        string[] events =
        [
            Event("a", Update.Replace("d1", "d2", StringComparison.Ordinal)),
            Event("b", "[" + Update.Replace("d1", "d3", StringComparison.Ordinal) + "]"),
        ];
        var first = await (await partner.BearerAsync(Bytes($"[{string.Join(',', events)}]"),
            "application/cloudevents-batch+json")).JsonAsync();

        var second = await partner.BearerAsync(
            Bytes($"[{events[1]},{Event("c", """{"plan":"town"}""")},{events[0]}]"), "application/cloudevents-batch+json");

        var answer = await second.JsonAsync();
        Assert.Equal(HttpStatusCode.MultiStatus, second.StatusCode);
        Assert.Equal(["duplicate", "quarantined", "duplicate"], [answer.Outcome(0), answer.Outcome(1), answer.Outcome(2)]);
        Assert.Equal("/1/data/deliverable", answer.Result(1).Error().Text("pointer"));
        Assert.Equal(first.Result(0).Text("receipt"), answer.Result(2).Text("receipt"));
        Assert.NotEqual(first.Result(0).Text("receipt"), first.Result(1).Text("receipt"));
        Assert.Equal(HttpStatusCode.OK, (await partner.GetAsync($"receipts/{first.Result(1).Text("receipt")}")).StatusCode);
    }

    [Theory]
    [InlineData("2022-05-20T10:00:00Z", "stored")]
    [InlineData("2022-05-20", "quarantined")]
    [InlineData("yesterday", "quarantined")]
    public async Task The_time_of_an_event_is_a_time_in_every_mode(string time, string outcome)
    {
        var partner = await hub.NewPartnerAsync();
        var structured = Event("e1", Update)
            .Replace("\"extension\"", $"\"time\":\"{time}\",\"extension\"", StringComparison.Ordinal);

        var binary = await (await partner.BearerAsync(
                Bytes(Update),
                headers: [.. Binary.Select(h => h.Item1 == "ce-id" ? ("ce-id", "e2") : h), ("ce-time", time)])).JsonAsync();
        var body = await (await partner.BearerAsync(Bytes(structured), "application/cloudevents+json")).JsonAsync();

        Assert.Equal([outcome, outcome], [binary.Outcome(), body.Outcome()]);
        if (outcome == "quarantined")
            Assert.Equal(("/time", "not-a-time"), (body.Error().Text("pointer"), body.Error().Text("code")));
    }

    [Fact]
    public async Task The_same_event_id_with_other_data_is_refused()
    {
        var partner = await hub.NewPartnerAsync();
        await partner.BearerAsync(Bytes(Event("e1", Update)), "application/cloudevents+json");

        var response = await partner.BearerAsync(
            Bytes(Event("e1", Update.Replace("onTrack", "atRisk", StringComparison.Ordinal))),
            "application/cloudevents+json");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Takes_compressed_bodies_signed_as_they_are_sent(string encoding)
    {
        var partner = await hub.NewPartnerAsync();
        var packed = Pack(Bytes(Sender.Envelope(Sender.Update("d4"))), encoding);

        var response = await partner.SignedAsync(packed, $"packed-{encoding}", encoding: encoding);

        Assert.Equal("stored", (await response.JsonAsync()).Outcome());
    }

    [Fact]
    public async Task Stops_unpacking_at_the_bound()
    {
        var partner = await hub.NewPartnerAsync();
        var bomb = Pack(new byte[200 * 1024 * 1024], "gzip");

        Assert.InRange(bomb.Length, 1, 1024 * 1024);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await partner.SignedAsync(bomb, "bomb", encoding: "gzip")).StatusCode);
    }

    [Theory]
    [InlineData(1024 * 1024, HttpStatusCode.OK)]
    [InlineData(1024 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Takes_a_body_of_one_mebibyte_and_not_a_byte_more(int length, HttpStatusCode expected)
    {
        var partner = await hub.NewPartnerAsync();
        var body = Sender.Envelope(Sender.Update("d5")).PadRight(length);

        Assert.Equal(expected, (await partner.SignedAsync(Bytes(body), "large")).StatusCode);
    }

    [Theory]
    [InlineData(500, HttpStatusCode.OK)]
    [InlineData(501, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Takes_five_hundred_updates_and_not_one_more(int count, HttpStatusCode expected)
    {
        var partner = await hub.NewPartnerAsync();
        var updates = Enumerable
            .Range(0, count)
            .Select(n => Sender.Update($"d{1 + (n % 40)}", $"2022-04-01T10:{n / 60:D2}:{n % 60:D2}Z"));

        Assert.Equal(expected, (await partner.SignedAsync(updates, "many")).StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/cloudevents+xml")]
    [InlineData("nonsense")]
    public async Task Refuses_other_content_types(string? contentType)
    {
        var partner = await hub.NewPartnerAsync();

        var response = await partner.BearerAsync(Bytes(Sender.Envelope(Sender.Update())), contentType);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("application/json", response.Headers.GetValues("Accept-Post").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task Refuses_other_encodings(string encoding)
    {
        var partner = await hub.NewPartnerAsync();
        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            (await partner.BearerAsync(Bytes("{}"), encoding: encoding)).StatusCode);
    }

    [Fact]
    public async Task Skips_a_byte_order_mark()
    {
        var partner = await hub.NewPartnerAsync();
        byte[] body = [0xEF, 0xBB, 0xBF, .. Bytes(Sender.Envelope(Sender.Update("d6")))];
        Assert.Equal("stored", (await (await partner.SignedAsync(body, "bom")).JsonAsync()).Outcome());
    }

    [Fact]
    public async Task Answers_the_handshake_of_cloud_events()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/partners/anybody/updates");
        request.Headers.Add("WebHook-Request-Origin", "eventgrid.azure.net");
        request.Headers.Add("WebHook-Request-Rate", "120");

        var response = await hub.App.Anyone.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("eventgrid.azure.net", response.Headers.GetValues("WebHook-Allowed-Origin").Single());
        Assert.Equal("6000", response.Headers.GetValues("WebHook-Allowed-Rate").Single());
        Assert.Contains("POST", response.Content.Headers.Allow);
    }

    private static string Event(string id, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/museum","type":"deliverable.updated","datacontenttype":"application/json","extension":1,"data":{{data}}}""";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Pack(byte[] body, string encoding)
    {
        var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.SmallestSize),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
            stream.Write(body);
        return packed.ToArray();
    }
}
