using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Hosting;

/// <summary>The published app under the host: what the host calls and what it lets through.</summary>
public sealed class HostCallTests(HostedHub hub) : IClassFixture<HostedHub>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private HostSimulator Host => hub.Host;

    public static TheoryData<string> Envelopes =>
    [
        TimerEnvelope.Usual("Housekeeping"), TimerEnvelope.NullStatus("Housekeeping"), TimerEnvelope.FirstRun("Housekeeping"),
        TimerEnvelope.PastDue("Housekeeping"), TimerEnvelope.Retried("Housekeeping"), TimerEnvelope.Manual("Housekeeping"), "null", "[]", "not an envelope",
    ];

    [Fact]
    public async Task Listens_on_the_hosts_port_and_on_no_other_whatever_the_environment_says()
    {
        var live = await Host.Inside.GetAsync(new Uri(await Host.ReadyAsync(), "api/health/live"), Stop);

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.DoesNotContain(Host.Output, line => line.Contains("Overriding", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public async Task Answers_a_timer_call_with_outputs_as_JSON_whatever_its_envelope(string envelope)
    {
        using var answer = await Host.TickAsync("Housekeeping", envelope, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.JsonAsync();
        Assert.IsType<JsonObject>(body["Outputs"]);
        Assert.IsType<JsonArray>(body["Logs"]);
        Assert.True(body.AsObject().ContainsKey("ReturnValue"));
    }

    [Fact]
    public async Task A_timer_run_writes_the_line_that_the_alert_on_silence_looks_for()
    {
        (await Host.TickAsync("Housekeeping", TimerEnvelope.Usual("Housekeeping"), Stop)).Dispose();

        await Eventually.TrueAsync(() => Host.Output.Any(line => line.Contains("Timer Housekeeping ran in ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_timer_cannot_be_called_from_outside()
    {
        using var outside = await Host.Outside.PostAsync("/Housekeeping", new StringContent("{}"), Stop);
        using var below = await Host.Outside.PostAsync("/api/Housekeeping", new StringContent("{}"), Stop);

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], [outside.StatusCode, below.StatusCode]);
    }

    [Fact]
    public async Task Every_declared_route_reaches_its_function_and_never_gives_an_empty_refusal()
    {
        foreach (var function in FunctionMethods.Http)
        {
            using var call = new HttpRequestMessage(HttpMethod.Parse(function.Methods[0]), "/" + Filled(function.Route));
            using var answer = await Host.Outside.SendAsync(call, Stop);
            var body = await answer.Content.ReadAsStringAsync(Stop);

            Assert.True((int)answer.StatusCode < 500, $"{function.Name}: {answer.StatusCode}");
            Assert.True((int)answer.StatusCode < 400 || body.Length > 0, function.Name);
        }
    }

    [Fact]
    public async Task A_call_delivered_twice_changes_nothing()
    {
        await Host.Office.PutJsonAsync("/api/plans/twice", new { id = "twice", title = "Twice", referenceDate = "2022-05-24", items = new[] { new { id = "1", title = "One" } } });
        using var twice = new HttpRequestMessage(HttpMethod.Get, "/api/plans/twice/items/1");
        twice.Options.Set(HostSimulator.Twice, true);

        using var first = await Host.Office.SendAsync(twice, Stop);
        var second = await Host.Office.GetStringAsync("/api/plans/twice/items/1", Stop);

        Assert.Equal(second, await first.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_body_of_one_mebibyte_and_a_byte_is_too_large_for_updates_and_the_next_call_works()
    {
        using var answer = await Host.Outside.PostAsync("/api/partners/fire/updates", Body((1024 * 1024) + 1), Stop);
        using var next = await Host.Outside.GetAsync("/api/health/live", Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Theory]
    [InlineData("/api/partners/fire/updates", false)]
    [InlineData("/api/plans/large", false)]
    [InlineData("/api/plans/large", true)]
    public async Task A_body_of_a_hundred_mebibytes_is_refused_and_never_a_failure(string path, bool chunked)
    {
        using var call = new HttpRequestMessage(path.StartsWith("/api/plans", StringComparison.Ordinal) ? HttpMethod.Put : HttpMethod.Post, path);
        call.Content = Body(100 * 1024 * 1024);
        call.Headers.TransferEncodingChunked = chunked;
        using var answer = await Host.Office.SendAsync(call, Stop);
        using var next = await Host.Outside.GetAsync("/api/health/live", Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Keys_tokens_and_addresses_never_reach_the_log_and_every_entry_is_one_line_of_JSON()
    {
        string[] hidden = ["a-function-key-0815", "hub_a-secret-token", "someone@example.org", HubApp.AdminKey, "a-wrong-key"];
        using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/partners/fire/updates?code={hidden[0]}&who={hidden[2]}");
        call.Headers.Add("x-functions-key", hidden[0]);
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hidden[1]);
        call.Content = new StringContent($$$"""{"type":"deliverable.updated","data":{"plan":"{{{hidden[2]}}}","deliverable":"1"}}""", MediaTypeHeaderValue.Parse("application/json"));
        (await Host.Outside.SendAsync(call, Stop)).Dispose();
        using var wrong = new HttpRequestMessage(HttpMethod.Get, "/api/plans");
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hidden[4]);
        (await Host.Outside.SendAsync(wrong, Stop)).Dispose();
        (await Host.Office.PutJsonAsync("/api/plans/logged", new { id = "logged", title = hidden[2] })).Dispose();
        (await Host.TickAsync("Housekeeping", TimerEnvelope.Usual("Housekeeping"), Stop)).Dispose();
        await Eventually.TrueAsync(() => Host.Output.Any(line => line.Contains("Housekeeping", StringComparison.Ordinal)));

        Assert.All(Host.Output, line => Assert.IsType<JsonObject>(JsonNode.Parse(line)));
        Assert.All(Host.Output.Concat(Host.Errors), line => Assert.DoesNotContain(hidden, h => line.Contains(h, StringComparison.Ordinal)));
        Assert.Empty(Host.Errors);
    }

    private static string Filled(string route) => string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "none" : part));

    private static ByteArrayContent Body(int bytes)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string(' ', bytes)));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return content;
    }
}
