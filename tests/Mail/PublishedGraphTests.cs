using HubFunctions.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace HubFunctions.Tests.Mail;

/// <summary>The published Microsoft.Graph.dll holds only what the hub reaches: it has to be enough for every call.</summary>
public sealed class PublishedGraphTests(PublishedApp published, AzuriteFixture azurite) : IAsyncLifetime
{
    private FakeProvider _microsoft = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _microsoft = await FakeProvider.StartAsync();

    public ValueTask DisposeAsync() => _microsoft.DisposeAsync();

    [Fact]
    public async Task The_published_worker_asks_and_mails_through_Microsoft_Graph()
    {
        _microsoft.Answer = (_, http) => AnswerAsync(http);
        await using var host = await FakeHost.StartAsync(published, azurite, new()
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["Hub__Now"] = "2022-05-24T09:30:00Z",
            ["Hub__Mail__Provider"] = "graph",
            ["Graph__TenantId"] = "a-tenant",
            ["Graph__BaseUrl"] = _microsoft.Url.ToString(),
            ["IDENTITY_ENDPOINT"] = $"{_microsoft.Url}identity",
            ["IDENTITY_HEADER"] = "a-header",
        });
        var plan = new
        {
            id = "graph",
            title = "Graph",
            status = "adopted",
            referenceDate = "2022-01-10",
            owners = new object[]
            {
                new { id = "away", name = "Ann Away", email = "away@council.example" },
                new { id = "late", name = "Lee Late", email = "late@council.example", deputy = "away" },
            },
            items = new object[]
            {
                new { id = "1", title = "Open the hub", owner = "away", timescale = "by 31 May 2022" },
                new { id = "2", title = "Publish the map", owner = "late", timescale = "by 31 January 2022" },
            },
        };
        (await host.Office.PutJsonAsync("/api/plans/graph", plan)).EnsureSuccessStatusCode();

        using var sent = await host.Office.PostAsync("/api/reminders", null, Stop);

        Assert.True(sent.IsSuccessStatusCode, string.Join(Environment.NewLine, _microsoft.Requests));
        var asked = _microsoft.Requests.Select(r => $"{r.Method} {Uri.UnescapeDataString(r.Path).Split('?')[0]}").ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "GET /identity",
                "POST /v1.0/users/hub@example.org/getMailTips",
                "GET /v1.0/users/late@council.example/manager",
                "POST /v1.0/users/hub@example.org/sendMail",
            },
            asked);
        Assert.Contains(_microsoft.Requests, r => r.Body.ToString().Contains("head@council.example", StringComparison.Ordinal));
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        return http.Request.Path.Value!.Split('/')[^1] switch
        {
            "identity" => http.Response.WriteAsync(
                """{"access_token":"a-token","expires_on":"4102444800","token_type":"Bearer"}"""),
            "getMailTips" => http.Response.WriteAsync(
                """{"value":[{"emailAddress":{"address":"away@council.example"},"automaticReplies":{"message":"On leave"}}]}"""),
            "manager" => http.Response.WriteAsync(
                """{"@odata.type":"#microsoft.graph.user","displayName":"Head of service","mail":"head@council.example"}"""),
            _ => AcceptAsync(http),
        };
    }

    private static Task AcceptAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }
}
