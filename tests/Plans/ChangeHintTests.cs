using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Plans;

public sealed class ChangeHintTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FaultyStorage _storage = new();
    private readonly ShiftedClock _clock = new();
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, services: services =>
        {
            _storage.Register(services);
            services.AddSingleton<TimeProvider>(_clock);
        });
        await _app.PutAsync("plan", items: 2);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(
        "PUT",
        "/api/plans/plan",
        """{"id":"plan","title":"Another","status":"adopted","referenceDate":"2022-01-01","items":[{"id":"d1","title":"One"}]}""")]
    [InlineData(
        "PUT",
        "/api/plans/new",
        """{"id":"new","title":"New","status":"adopted","referenceDate":"2022-01-01","items":[{"id":"d1","title":"One"}]}""")]
    [InlineData("PATCH", "/api/plans/plan/items/d1", """{"published":false,"reason":"A mistake"}""")]
    [InlineData("POST", "/api/plans/plan/hold", "{}")]
    [InlineData("POST", "/api/plans/plan/erasures", """{"field":"title","text":"A plan","reason":"Wrong"}""")]
    public async Task Changes_nothing_where_no_hint_can_be_written(string method, string call, string body)
    {
        Later();
        var before = await StateAsync();
        _storage.Decide = m =>
            m.Request.Uri.Path.Contains(TableChangeHints.TableName, StringComparison.Ordinal) ? Fate.LostBefore : Fate.Delivered;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(method, call, body)).StatusCode);
        _storage.Decide = null;
        Assert.Equal(before, await StateAsync());
        var mark = _clock.GetUtcNow();
        Assert.True((await SendAsync(method, call, body)).IsSuccessStatusCode);
        Assert.NotEqual(before, await StateAsync());
        Assert.Contains(call.Split('/')[3], (await Hints.SinceAsync(mark, Stop))!);
    }

    [Fact]
    public async Task An_update_waits_for_its_hint_and_its_repeat_within_20_s_writes_none()
    {
        Later();
        var written = Written();
        await ReportAsync();
        Assert.Equal(written + 1, Written());
        Later(19);
        await ReportAsync();
        Assert.Equal(written + 1, Written());
        Later(2);
        await ReportAsync();
        Assert.Equal(written + 2, Written());
        Assert.True(
            _storage.Requests.FindLastIndex(IsHint)
                < _storage.Requests.FindLastIndex(r => r.EndsWith("$batch", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_commit_starts_on_a_hint_older_than_20_s()
    {
        Later();
        var written = Written();
        _storage.Decide = message =>
        {
            // The process stands still between the hint and what it was written for.
            if (Written() == written + 1 && !IsHint($"{message.Request.Method} {message.Request.Uri.Path}"))
                Later(21);
            return Fate.Delivered;
        };
        await _app.Get<TableChangeHints>().WriteAsync("plan", HintTimes.Fresh, Stop);
        await _app.Plans.FindHeaderAsync("plan", Stop);
        _storage.Decide = null;
        await ReportAsync();
        Assert.Equal(written + 2, Written());
    }

    [Fact]
    public async Task A_commit_whose_answer_came_late_gets_another_hint()
    {
        Later();
        await ReportAsync();
        Later();
        var written = Written();
        _storage.Decide = message =>
        {
            if (message.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal))
                Later(50);
            return Fate.Delivered;
        };
        await ReportAsync();
        Assert.Equal(written + 2, Written());
    }

    [Fact]
    public async Task A_look_that_comes_after_days_is_told_to_look_at_everything()
    {
        Assert.Null(await Hints.SinceAsync(_clock.GetUtcNow().AddDays(-3), Stop));
        Assert.NotNull(await Hints.SinceAsync(_clock.GetUtcNow().AddDays(-2), Stop));
    }

    [Fact]
    public async Task Hints_are_deleted_after_three_days_and_not_before()
    {
        var retention = _app.Get<TableChangeHints>();
        Later(71 * 3_600);
        Assert.Equal(0, await retention.ExpireAsync(Stop));
        await ReportAsync();
        Later(2 * 3_600);
        Assert.Equal(1, await retention.ExpireAsync(Stop));
        Assert.Equal(["plan"], await Hints.SinceAsync(_clock.GetUtcNow().AddHours(-3), Stop));
    }

    private IChangeHints Hints => _app.Get<IChangeHints>();

    private void Later(double seconds = 600) => _clock.Shift += TimeSpan.FromSeconds(seconds);

    private int Written() => _storage.Requests.ToArray().Count(IsHint);

    private static bool IsHint(string request) =>
        !request.StartsWith("GET", StringComparison.Ordinal)
        && request.Contains($"/{TableChangeHints.TableName}(", StringComparison.Ordinal);

    private Task ReportAsync() => _app.ReportAsync(new Update
    {
        Plan = "plan",
        Deliverable = "d1",
        AsAt = Views.At,
        Health = Health.OnTrack,
        Summary = Guid.NewGuid().ToString("N"),
    });

    private async Task<HttpResponseMessage> SendAsync(string method, string call, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), call)
        {
            Content = new StringContent(body, null, "application/json"),
        };
        if (method == "PATCH")
            request.Headers.IfMatch.Add((await _app.Office.GetAsync(call, Stop)).Headers.ETag!);
        return await _app.Office.SendAsync(request, Stop);
    }

    private async Task<string> StateAsync()
    {
        var plans = new List<object?>();
        foreach (var plan in (string[])["plan", "new"])
            plans.Add(
                await _app.Plans.FindAsync(plan, Stop) is { } found
                    ? (found.Header.Sequence, found.Header.Hold, HubJson.Store(found.Stored.Select(s => s.Item.Sequence)))
                    : null);
        return string.Join('\n', plans);
    }
}
