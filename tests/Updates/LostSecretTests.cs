using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>Answers that carry a partner's secret and get lost, from storage or on the way back.</summary>
public sealed class LostSecretTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private static int _partners;

    [Fact]
    public async Task The_first_answer_has_the_secret_although_storages_answer_got_lost()
    {
        var partner = NewId();
        LoseOne();

        var first = await SendAsync(HttpMethod.Put, partner);
        hubs.AtOne.Decide = null;

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.StartsWith("whsec_", (await first.JsonAsync()).Text("signingSecret"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?revoke=true")]
    public async Task A_rotation_whose_answer_from_storage_got_lost_happens_once(string query)
    {
        var partner = NewId();
        await SendAsync(HttpMethod.Put, partner);
        LoseOne();

        var rotated = await SendAsync(HttpMethod.Post, $"{partner}/rotate{query}");
        hubs.AtOne.Decide = null;

        Assert.Contains("_2_", (await rotated.JsonAsync()).Text("token"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeat_with_the_same_idempotency_key_is_told_the_same_secret()
    {
        var partner = NewId();

        var entered = await SendAsync(HttpMethod.Put, partner, "enter");
        var enteredAgain = await SendAsync(HttpMethod.Put, partner, "enter");
        var rotated = await SendAsync(HttpMethod.Post, $"{partner}/rotate", "rotate");
        var rotatedAgain = await SendAsync(HttpMethod.Post, $"{partner}/rotate", "rotate");
        var next = await SendAsync(HttpMethod.Post, $"{partner}/rotate", "next");
        var late = await SendAsync(HttpMethod.Put, partner, "enter");

        Assert.Equal(await SecretAsync(entered), await SecretAsync(enteredAgain));
        Assert.Equal(await SecretAsync(rotated), await SecretAsync(rotatedAgain));
        Assert.NotEqual(await SecretAsync(rotated), await SecretAsync(next));
        Assert.Null((await late.JsonAsync())["signingSecret"]);
    }

    private static string NewId() => $"lost{Interlocked.Increment(ref _partners)}";

    private static async Task<string> SecretAsync(HttpResponseMessage answer) => (await answer.JsonAsync()).Text("signingSecret");

    private void LoseOne()
    {
        var writes = 0;
        hubs.AtOne.Decide = m =>
            m.Request.Method.Method != "GET" && Interlocked.Increment(ref writes) == 1 ? Fate.LostAfter : Fate.Delivered;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/partners/{path}")
        {
            Content = JsonContent.Create(new JsonObject { ["name"] = "A partner", ["plans"] = new JsonArray("town") }),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await hubs.One.Office.SendAsync(request, TwoHubs.Stop);
    }
}
