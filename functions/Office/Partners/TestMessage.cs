using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>A message as the partner would send it, signed with its secret, through the same door as its own and with
/// <c>dryRun</c>: nothing of it is stored.</summary>
public sealed class TestMessage(
    PartnerPlans plans, PartnerKeys keys, HubClock calendar, TimeProvider clock, IServiceProvider services)
{
    /// <summary>The one word that everybody understands.</summary>
    private const string Usual = "green";
    private const int MostPlans = 20;
    private const int MostWords = 100;

    /// <returns>Null where the partner may report on nothing that is open.</returns>
    public async Task<TestAnswer?> SendAsync(KnownPartner partner, CancellationToken stop)
    {
        var sent = await UpdatesAsync(partner.Partner, stop);
        if (sent.Count == 0)
            return null;
        var now = calendar.Now;
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            type = "deliverable.updated",
            timestamp = now,
            data = sent.Select(s => new { plan = s.Plan, deliverable = s.Item, asAt = now, health = s.Word }),
        });
        var (status, answer) = await CallAsync(Signed(partner.Partner, body, stop));
        return TestAnswer.Of(sent, status, answer);
    }

    /// <summary>The first open item of each plan, and each of the partner's own words.</summary>
    private async Task<List<TestUpdate>> UpdatesAsync(Partner partner, CancellationToken stop)
    {
        var first = (await plans.OfAsync(partner, stop))
            .Take(MostPlans)
            .Select(plan => (Look: new PlanLook(plan, calendar.Today), Plan: plan))
            .Select(p =>
                (
                    p.Plan.Plan.Id,
                    Item: p.Plan.Items.FirstOrDefault(i => p.Look.IsOpen(i) && partner.MayReportOn(p.Plan.Plan.Id, i.Id))))
            .Where(p => p.Item is not null)
            .Select(p => new TestUpdate(p.Id, p.Item!.Id, p.Item.Definition.Title, Usual))
            .ToList();
        return first.Count == 0
            ? first
            : [.. first, .. partner.StatusWords.Keys.Take(MostWords).Select(word => first[0] with { Word = word })];
    }

    /// <summary>By Standard Webhooks, as a partner's program does it.</summary>
    private DefaultHttpContext Signed(Partner partner, byte[] body, CancellationToken stop)
    {
        var (id, at) = ($"test-{Guid.NewGuid():N}", clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var secret = Convert.FromBase64String(keys.SigningSecret(partner).Split('_')[1]);
        var signature = HMACSHA256.HashData(secret, (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body]);
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = stop };
        var request = http.Request;
        (request.Method, request.ContentType, request.ContentLength) = (HttpMethods.Post, "application/json", body.Length);
        request.RouteValues["partner"] = partner.Id;
        request.QueryString = new QueryString("?dryRun=true");
        request.Headers["webhook-id"] = id;
        request.Headers["webhook-timestamp"] = at;
        request.Headers["webhook-signature"] = $"v1,{Convert.ToBase64String(signature)}";
        request.Body = new MemoryStream(body);
        http.Response.Body = new MemoryStream();
        return http;
    }

    private async Task<(int Status, JsonElement Answer)> CallAsync(DefaultHttpContext http)
    {
        var door = ActivatorUtilities.CreateInstance<UpdateFunctions>(services);
        await (await door.PostUpdatesAsync(http.Request)).ExecuteAsync(http);
        return (http.Response.StatusCode, JsonElement.Parse(((MemoryStream)http.Response.Body).ToArray()));
    }
}

/// <param name="Title">Of the item.</param>
/// <param name="Word">Of its status.</param>
public sealed record TestUpdate(string Plan, string Item, string Title, string Word);

/// <summary>What the hub's door said to a test message. Pure.</summary>
/// <param name="Refusal">Of the message as a whole; null where each update has an answer.</param>
/// <param name="Lines">With what is wrong with each; null for nothing.</param>
public sealed record TestAnswer(int Status, string? Refusal, IReadOnlyList<(TestUpdate Sent, string? Fault)> Lines)
{
    public bool IsGood => Refusal is null && Lines.All(l => l.Fault is null);

    public static TestAnswer Of(IReadOnlyList<TestUpdate> sent, int status, JsonElement answer)
    {
        if (!answer.TryGetProperty("results", out var results))
            return new(
                status,
                answer.TryGetProperty("detail", out var detail) ? detail.GetString() : "No answer can be read",
                []);
        return new(status, null, [.. results.EnumerateArray().Select(r => (sent[r.GetProperty("index").GetInt32()], Fault(r)))]);
    }

    private static string? Fault(JsonElement result) =>
        result.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
            ? string.Join(" ", errors.EnumerateArray().Select(e => e.GetProperty("detail").GetString())) : null;
}
