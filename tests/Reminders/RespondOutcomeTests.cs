using System.Net;
using System.Text.RegularExpressions;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Reminders;

/// <summary>What an owner's page says is what is stored.</summary>
public sealed partial class RespondOutcomeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FaultyStorage _storage = new();
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite, services: _storage.Register);
        await PutPlanAsync("1.1", "1.2", "1.3");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_answer_to_a_report_from_a_clock_that_runs_ahead_is_shown()
    {
        var ahead = _app.Get<HubClock>().Now.AddHours(20);
        var partner = await UpdatesHub.NewPartnerAsync(_app, id: "fire");
        await partner.SignedAsync(
            new
            {
                plan = "town",
                deliverable = "1.1",
                asAt = ahead,
                health = "offTrack",
                summary = "Bad",
            },
            "m");

        var (status, page) = await SendAsync(["1.1"], ("answer-0", "on-track"), ("summary-0", "Good again"), ("seen-0", "1"));

        Assert.Equal((HttpStatusCode.OK, true), (status, page.Contains("Thank you", StringComparison.Ordinal)));
        var state = (await _app.Plans.FindItemAsync("town", "1.1", Stop))!.Item.State;
        Assert.Equal(("Good again", Health.OnTrack, ahead), (state.Summary, state.Health, state.AsAt));
    }

    [Fact]
    public async Task A_newer_report_in_the_same_moment_is_told_and_the_answer_kept_in_the_history()
    {
        var ahead = _app.Get<HubClock>().Now.AddHours(20);
        await DuringCommitAsync(() =>
            CommitAsync(
                new Update
                {
                    Plan = "town",
                    Deliverable = "1.1",
                    AsAt = ahead,
                    Health = Health.OffTrack,
                }));

        var (status, page) = await SendAsync(["1.1"], ("answer-0", "on-track"), ("summary-0", "Good again"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("the page shows the newer one", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Everybody sees", page, StringComparison.Ordinal);
        Assert.Equal(HistoryKind.LateUpdate, (await _app.Plans.HistoryAsync("town", "1.1", null, 1, Stop))[0].Kind);
    }

    [Fact]
    public async Task An_item_that_leaves_the_plan_in_the_same_moment_gives_no_receipt()
    {
        await DuringCommitAsync(() => PutPlanAsync("1.2", "1.3"));

        var (status, page) = await SendAsync(["1.1"], ("answer-0", "on-track"), ("summary-0", "Nearly there"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.DoesNotMatch(Receipt(), page);
        Assert.Contains("not stored", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Nearly there", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fields_keep_their_item_when_another_one_of_the_page_has_left_the_plan()
    {
        await PutPlanAsync("1.2", "1.3");

        var (status, page) = await SendAsync(
            ["1.1", "1.2", "1.3"],
            ("answer-0", "done"),
            ("answer-1", "needs-help"),
            ("answer-2", "on-track"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Some of it is stored", page, StringComparison.Ordinal);
        Assert.Matches(Receipt(), page);
        Assert.Equal(Health.AtRisk, (await _app.Plans.FindItemAsync("town", "1.2", Stop))!.Item.State.Health);
        Assert.Equal(Health.OnTrack, (await _app.Plans.FindItemAsync("town", "1.3", Stop))!.Item.State.Health);
    }

    [Fact]
    public async Task A_page_cut_short_says_what_is_stored_and_sent_again_does_the_rest_once()
    {
        var link = Link("1.1", "1.2", "1.3");
        var commits = 0;
        _storage.Decide = request =>
            request.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && ++commits >= 2
                ? Fate.FailedAfter
                : Fate.Delivered;
        (string, string)[] fields = [("answer-0", "on-track"), ("answer-1", "needs-help"), ("answer-2", "snooze")];

        var (cut, first) = await SendAsync(link, fields);
        _storage.Decide = null;
        var (done, second) = await SendAsync(link, fields);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (cut, done));
        Assert.Contains("Some of it is stored", first, StringComparison.Ordinal);
        Assert.Contains("Send again", first, StringComparison.Ordinal);
        Assert.Contains("Thank you", second, StringComparison.Ordinal);
        Assert.Equal(Receipt().Match(first).Value, Receipt().Match(second).Value);
        foreach (var item in new[] { "1.1", "1.2", "1.3" })
            Assert.Equal(2, (await _app.Plans.FindItemAsync("town", item, Stop))!.Item.Sequence);
    }

    [GeneratedRegex("own-[0-9a-f]{20}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Receipt();

    /// <summary>Something happens between the page's read and its first commit.</summary>
    private async Task DuringCommitAsync(Func<Task> act)
    {
        var begun = 0;
        _storage.Decide = request =>
        {
            if (request.Request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref begun) == 1)
                act().GetAwaiter().GetResult();
            return Fate.Delivered;
        };
        await Task.CompletedTask;
    }

    private async Task CommitAsync(Update update)
    {
        using var another = new GroupCommit(_app.Plans, _app.Get<ITimescaleReader>(), _app.Get<HubClock>());
        await another.AcceptAsync(
            new UpdateMessage("fire", "m1", "hash", "receipt", "fire", [new IndexedUpdate(0, update)]),
            Stop);
    }

    private string Link(params string[] items) =>
        "/api/respond/"
        + _app.Get<ReplyLinks>().Make(new ResponseLink([.. items.Select(i => new ResponseTarget("town", "khan", i, null))]));

    private Task<(HttpStatusCode Status, string Page)> SendAsync(string[] items, params (string Name, string Value)[] fields) =>
        SendAsync(Link(items), fields);

    private async Task<(HttpStatusCode Status, string Page)> SendAsync(string link, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
            new("step", "send"),
        ]);
        using var answer = await _app.Anyone.PostAsync(link, form, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task PutPlanAsync(params string[] items) => (await _app.Office.PutJsonAsync("/api/plans/town", new
    {
        id = "town",
        title = "Town Plan",
        referenceDate = "2021-10-01",
        owners = new[] { new { id = "khan", name = "Councillor Khan", email = "khan@council.example" } },
        items = items.Select(i => new { id = i, title = $"Deliverable {i}", owner = "khan", timescale = "31 May 2022" }),
    })).EnsureSuccessStatusCode();
}
