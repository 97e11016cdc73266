using System.Net;
using System.Text;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>Changes of the office whose answers get lost, from storage or on the way back.</summary>
public sealed class LostPatchTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_whose_answer_from_storage_got_lost_is_stored_once_and_says_so()
    {
        var plan = await hubs.NewPlanAsync();
        var etag = await ETagAsync(plan);
        var lost = 0;
        hubs.AtOne.Decide = m =>
            m.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1
                ? Fate.LostAfter
                : Fate.Delivered;

        var answer = await PatchAsync(plan, """{"approved":{"complete":"2023-01-31"},"reason":"Agreed"}""", etag);
        hubs.AtOne.Decide = null;

        Assert.True(lost > 1);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await ETagAsync(plan), answer.Headers.ETag!.ToString());
        Assert.Equal(2, (await hubs.Two.Plans.HistoryAsync(plan, "d1", null, 10, Stop)).Count);
    }

    [Fact]
    public async Task A_change_that_meets_somebody_elses_does_not_take_it_for_its_own()
    {
        var plan = await hubs.NewPlanAsync();
        var etag = await ETagAsync(plan);
        var met = 0;
        hubs.AtOne.Decide = m =>
        {
            if (m.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref met) == 1)
                PatchAsync(plan, """{"owner":null}""", etag, at: hubs.Two)
                    .GetAwaiter()
                    .GetResult()
                    .EnsureSuccessStatusCode();
            return Fate.Delivered;
        };

        var answer = await PatchAsync(plan, """{"approved":{"complete":"2023-01-31"},"reason":"Agreed"}""", etag);
        hubs.AtOne.Decide = null;

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Equal(2, (await hubs.Two.Plans.HistoryAsync(plan, "d1", null, 10, Stop)).Count);
    }

    [Fact]
    public async Task A_repeat_with_the_same_idempotency_key_changes_nothing_and_answers_the_same()
    {
        var plan = await hubs.NewPlanAsync();
        var etag = await ETagAsync(plan);
        const string change = """{"approved":{"complete":"2023-01-31"},"reason":"Agreed"}""";

        var first = await PatchAsync(plan, change, etag, "key");
        var again = await PatchAsync(plan, change, etag, "key");
        var other = await PatchAsync(plan, """{"owner":null}""", "*", "key");
        var without = await PatchAsync(plan, change, etag);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed],
            [first.StatusCode, again.StatusCode, other.StatusCode, without.StatusCode]);
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await again.Content.ReadAsStringAsync(Stop));
        Assert.Equal(2, (await hubs.Two.Plans.HistoryAsync(plan, "d1", null, 10, Stop)).Count);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_hold_or_release_whose_answer_got_lost_is_stored_once(string method)
    {
        var plan = await hubs.NewPlanAsync();
        if (method == "DELETE")
            (await hubs.One.Office.PostAsync($"/api/plans/{plan}/hold", null, Stop)).EnsureSuccessStatusCode();
        var before = (await hubs.Two.Plans.FindHeaderAsync(plan, Stop))!.Sequence;
        var lost = 0;
        hubs.AtOne.Decide = m =>
            m.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1
                ? Fate.LostAfter
                : Fate.Delivered;

        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/plans/{plan}/hold");
        var answer = await hubs.One.Office.SendAsync(request, Stop);
        hubs.AtOne.Decide = null;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before + 1, (await hubs.Two.Plans.FindHeaderAsync(plan, Stop))!.Sequence);
    }

    private async Task<string> ETagAsync(string plan) =>
        (await hubs.Two.Office.GetAsync($"/api/plans/{plan}/items/d1", Stop)).Headers.ETag!.ToString();

    private async Task<HttpResponseMessage> PatchAsync(
        string plan, string body, string ifMatch, string? key = null, HubApp? at = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/plans/{plan}/items/d1")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await (at ?? hubs.One).Office.SendAsync(request, Stop);
    }
}
