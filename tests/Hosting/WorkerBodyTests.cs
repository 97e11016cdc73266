using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Hosting;

/// <summary>Each call's own bound of a body, under the host.</summary>
public sealed class WorkerBodyTests(HostedHub hosted, AzuriteFixture azurite) : IClassFixture<HostedHub>
{
    private const int Mebi = 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeHost Host => hosted.Host;

    [Theory]
    [InlineData("POST", "/api/partners/fire/updates", Mebi + 1, false)]
    [InlineData("POST", "/api/partners/fire/updates", 2 * Mebi, true)]
    [InlineData("POST", "/api/partners/fire/updates", 100 * Mebi, false)]
    [InlineData("PUT", "/api/plans/large", 33 * Mebi, false)]
    [InlineData("PUT", "/api/plans/large", 33 * Mebi, true)]
    [InlineData("PUT", "/api/plans/large", 99 * Mebi, true)]
    public async Task A_body_over_the_calls_bound_is_413_with_a_reason_and_the_next_call_works(
        string method,
        string path,
        int bytes,
        bool chunked)
    {
        using var call = new HttpRequestMessage(HttpMethod.Parse(method), path) { Content = Json(Spaces(bytes)) };
        call.Headers.TransferEncodingChunked = chunked;
        using var answer = await Host.Office.SendAsync(call, Stop);
        using var next = await Host.Anyone.GetAsync("/api/health/live", Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_backup_of_sixty_mebibytes_is_restored()
    {
        await using var other = await HubApp.StartAsync(azurite, new() { ["Hub__Now"] = null });
        (await other.Office.PutJsonAsync("/api/plans/wide", UpdatesHub.Plan("wide", 5))).EnsureSuccessStatusCode();
        var backup = await other.Office.GetStringAsync("/api/plans/wide/backup", Stop);

        // JSON says the same with spaces in it.
        using var restored = await Host.Office.PutAsync(
            "/api/plans/wide/restore",
            Json(Encoding.UTF8.GetBytes(backup[..^1] + new string(' ', 60 * Mebi) + "]")),
            Stop);

        Assert.Equal(HttpStatusCode.Created, restored.StatusCode);
        Assert.Equal(
            await other.Office.GetStringAsync("/api/plans/wide", Stop),
            await Host.Office.GetStringAsync("/api/plans/wide", Stop));
    }

    private static byte[] Spaces(int count) => Encoding.ASCII.GetBytes(new string(' ', count));

    private static ByteArrayContent Json(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
