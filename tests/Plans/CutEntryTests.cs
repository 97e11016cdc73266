using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;

namespace HubFunctions.Tests.Plans;

/// <summary>Entries of several transactions that are cut short anywhere, and what comes next.</summary>
public sealed class CutEntryTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private const int Items = 70;
    private const int MostRequests = 60;
    private static int _plans;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Every_cut_leaves_the_old_plan_or_the_new_one_and_the_next_entry_is_whole(bool replaces, bool after)
    {
        var undisturbed = await EnterAsync(replaces);
        var cuts = new Cuts(hubs.AtOne);
        var requests = await RoundAsync(Cuts.Never);
        Assert.InRange(requests.Count, 5, MostRequests);
        foreach (var at in CutPoints.Of(requests, Cuts.Commit))
        {
            await RoundAsync(at + 1);
            Assert.True(cuts.Struck, $"It did not come to request {at}.");
        }

        async Task<IReadOnlyList<string>> RoundAsync(int at)
        {
            var plan = NewId();
            if (replaces)
                await PutAsync(hubs.One, plan, "Old", Items - 5);
            cuts.Set(at, after);
            await hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", Plan(plan, "New", Items));
            var asked = cuts.Requests;
            var seen = await SeenAsync(plan);
            Assert.True(seen == "New" || seen == (replaces ? "Old" : null), $"A cut at {at} shows {seen}.");
            cuts.Clear();
            await PutAsync(hubs.Two, plan, "New", Items);
            Assert.Equal(undisturbed, await StateAsync(plan));
            return asked;
        }
    }

    [Fact]
    public async Task Another_entry_after_one_that_was_cut_short_is_what_stays()
    {
        var plan = await CutAfterItsNameAsync();

        await PutAsync(hubs.Two, plan, "Old", 3);

        var seen = await hubs.One.Office.GetJsonAsync($"/api/plans/{plan}");
        Assert.Equal(["Old", "Old", "Old"], seen["items"]!.AsArray().Select(i => (string?)i!["title"]));
        Assert.Null((await hubs.Two.Get<TablePlanStore>().FindHeaderAsync(plan, Stop))!.Pending);
    }

    [Fact]
    public async Task A_reader_completes_what_was_cut_short_after_the_header_named_it()
    {
        var plan = await CutAfterItsNameAsync();

        Assert.Equal(Items, (await hubs.Two.Office.GetJsonAsync($"/api/plans/{plan}"))["items"]!.AsArray().Count);
        Assert.Null((await hubs.Two.Get<TablePlanStore>().FindHeaderAsync(plan, Stop))!.Pending);
    }

    [Fact]
    public async Task An_erasure_takes_away_what_an_entry_left_that_was_cut_before_its_name()
    {
        var plan = NewId();
        await PutAsync(hubs.Two, plan, "Old", 1);
        var entries = hubs.One.Get<TablePlanStore>().Entries;
        await entries.SaveAsync(plan, new StoredEntry("cut", default, IsOtherRhythm: false, []), Stop);
        Assert.NotEqual(0, await EntryRowsAsync(plan));

        var wanted = new { field = "title", text = "Nobody's name", reason = "Asked for." };
        (await hubs.Two.Office.PostJsonAsync($"/api/plans/{plan}/erasures", wanted)).EnsureSuccessStatusCode();

        Assert.Equal(0, await EntryRowsAsync(plan));
    }

    [Fact]
    public async Task Housekeeping_takes_away_what_an_entry_left_that_was_cut_before_its_name()
    {
        var cuts = new Cuts(hubs.AtOne);
        var plan = NewId();
        for (var at = 1; at < MostRequests && (await EntryRowsAsync(plan) == 0 || await SeenAsync(plan) is not null); at++)
        {
            plan = NewId();
            cuts.Set(at, after: true);
            await hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", Plan(plan, "New", Items));
            cuts.Clear();
        }

        Assert.NotEqual(0, await EntryRowsAsync(plan));
        hubs.Clock.Shift += TimeSpan.FromHours(2);
        foreach (var retention in hubs.Two.Services.GetServices<IRetention>().Where(r => r.Name == "plans"))
            await retention.ExpireAsync(Stop);
        hubs.Clock.Shift -= TimeSpan.FromHours(2);
        Assert.Equal(0, await EntryRowsAsync(plan));
    }

    [Fact]
    public async Task An_update_of_an_item_that_an_entry_is_about_to_write_is_stored()
    {
        var cuts = new Cuts(hubs.AtOne);
        var stored = 0;
        for (var at = 3; at < 12; at++)
        {
            var plan = NewId();
            cuts.Set(at, after: true);
            await hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", Plan(plan, "New", Items));
            cuts.Clear();
            var pending = await hubs.Two.Get<TablePlanStore>().FindHeaderAsync(plan, Stop) is not null;
            var (_, two) = await hubs.NewPartnerAsync(plan);
            var outcomes = await TwoHubs.OutcomesAsync(await two.SignedAsync(TwoHubs.Update(plan, $"d{Items}"), "m"));
            Assert.Equal([pending ? "stored" : "quarantined"], outcomes);
            stored += pending ? 1 : 0;
        }

        Assert.NotEqual(0, stored);
    }

    [Fact]
    public async Task The_callers_leaving_does_not_stop_an_entry_half_way()
    {
        var plan = NewId();
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var requests = 0;
        hubs.AtOne.Decide = _ =>
        {
            if (Interlocked.Increment(ref requests) == 4)
                leaves.Cancel();
            return Fate.Delivered;
        };
        var body = System.Net.Http.Json.JsonContent.Create(Plan(plan, "New", Items));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            hubs.One.Office.PutAsync($"/api/plans/{plan}", body, leaves.Token));
        hubs.AtOne.Decide = null;

        await Eventually.TrueAsync(async () => await SeenAsync(plan) == "New");
    }

    [Fact]
    public async Task Items_without_a_plan_take_no_updates_and_become_one_with_the_next_entry()
    {
        var plan = NewId();
        var store = hubs.One.Get<TablePlanStore>();
        var ghost = new PlanItem { Definition = new() { Id = "d1", Title = "Of a first entry" }, State = State(), Sequence = 1 };
        var left = new HistoryEntry
        {
            Sequence = 1,
            Kind = HistoryKind.Definition,
            At = default,
            By = "office",
            Definition = ghost.Definition,
            State = ghost.State,
        };
        Assert.IsType<CommitResult.Committed>(
            await store.CommitAsync(new PlanCommit(plan) { Items = [new ItemChange(null, ghost, [left])] }, Stop));
        var (one, two) = await hubs.NewPartnerAsync(plan);

        var before = await TwoHubs.OutcomesAsync(await one.SignedAsync(TwoHubs.Update(plan, "d1"), "before"));
        var entered = await hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", Plan(plan, "New", 3));
        var then = await TwoHubs.OutcomesAsync(await two.SignedAsync(TwoHubs.Update(plan, "d1"), "then"));

        Assert.Equal(["quarantined"], before);
        Assert.Equal(HttpStatusCode.Created, entered.StatusCode);
        Assert.Equal(["stored"], then);
        Assert.Equal("New", await SeenAsync(plan, 3));
    }

    [Fact]
    public async Task Of_two_entries_at_once_the_plan_is_one_or_the_other()
    {
        for (var turn = 0; turn < 5; turn++)
        {
            var plan = NewId();
            await PutAsync(hubs.One, plan, "Old", Items);
            var a = Plan(plan, "Old", Items);
            var b = Plan(plan, "Old", Items);
            a["items"]!.AsArray().Add(Item("a"));
            b["items"]!.AsArray().Add(Item("b"));

            await Task.WhenAll(
                hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", a),
                hubs.Two.Office.PutJsonAsync($"/api/plans/{plan}", b));

            var ids = (await hubs.Two.Office.GetJsonAsync($"/api/plans/{plan}"))["items"]!
                .AsArray()
                .Select(i => i!.Text("id"))
                .Where(i => i is "a" or "b");
            Assert.Single(ids);
        }
    }

    [Fact]
    public async Task Updates_that_come_during_an_entry_are_each_stored_once()
    {
        var plan = NewId();
        await PutAsync(hubs.One, plan, "Old", Items);
        var (one, two) = await hubs.NewPartnerAsync(plan);

        var sent = Enumerable
            .Range(0, 60)
            .Select(n =>
                (n % 2 == 0 ? one : two).SignedAsync(TwoHubs.Update(plan, $"d{1 + (n % 20)}", summary: $"s{n}"), $"m{n}"))
            .ToList();
        var entered = hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", Plan(plan, "New", Items));
        await Task.WhenAll(sent);
        Assert.Equal(HttpStatusCode.OK, (await entered).StatusCode);

        foreach (var answer in sent)
            Assert.Equal(["stored"], await TwoHubs.OutcomesAsync(await answer));
        var history = new List<string>();
        for (var n = 1; n <= 20; n++)
            history.AddRange(await hubs.HistoryAsync(plan, $"d{n}"));
        Assert.Equal(Enumerable.Range(0, 60).Select(n => $"s{n}").Order(), history.Order());
        Assert.Equal("New", await SeenAsync(plan));
    }

    private async Task<string> EnterAsync(bool replaces)
    {
        var plan = NewId();
        if (replaces)
            await PutAsync(hubs.One, plan, "Old", Items - 5);
        await PutAsync(hubs.One, plan, "New", Items);
        return await StateAsync(plan);
    }

    /// <returns>The title that every item has and the plan too; null where there is no plan; else "mixed".</returns>
    private async Task<string?> SeenAsync(string plan, int items = Items)
    {
        var answer = await hubs.Two.Office.GetAsync($"/api/plans/{plan}", Stop);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        var json = await answer.JsonAsync();
        var titles = json["items"]!.AsArray().Select(i => i!.Text("title")).Append(json.Text("title")).Distinct().ToList();
        return titles is [var title] && json["items"]!.AsArray().Count == (title == "Old" ? items - 5 : items) ? title : "mixed";
    }

    /// <summary>A first entry that is named by the header and goes no further.</summary>
    private async Task<string> CutAfterItsNameAsync()
    {
        var cuts = new Cuts(hubs.AtOne);
        for (var at = 1; at < MostRequests; at++)
        {
            var plan = NewId();
            cuts.Set(at, after: true);
            await hubs.One.Office.PutJsonAsync($"/api/plans/{plan}", Plan(plan, "New", Items));
            cuts.Clear();
            if (await hubs.Two.Get<TablePlanStore>().FindHeaderAsync(plan, Stop) is { Pending: not null })
                return plan;
        }

        throw new InvalidOperationException("No cut left an entry that was named.");
    }

    /// <summary>Everything of a plan that does not tell when or under which id it was entered.</summary>
    private async Task<string> StateAsync(string plan)
    {
        var state = new List<string>
        {
            (await hubs.Two.Office.GetJsonAsync($"/api/plans/{plan}"))
                .ToJsonString()
                .Replace(plan, "plan", StringComparison.Ordinal),
        };
        state.AddRange(await HistoryKeysAsync(plan));
        await foreach (var due in hubs.Two.Plans.DueAsync(plan, new(2000, 1, 1), new(2100, 1, 1), Stop))
            state.Add(due.ToString());
        return string.Join('\n', state);
    }

    private async Task<List<string>> HistoryKeysAsync(string plan) =>
        await RowsAsync(plan, "hist").Select(row => row.RowKey).ToListAsync(Stop);

    private async Task<int> EntryRowsAsync(string plan) => await RowsAsync(plan, "entry").CountAsync(Stop);

    private IAsyncEnumerable<TableEntity> RowsAsync(string plan, string kind) =>
        hubs
            .Two.Storage.Tables.GetTableClient(TablePlanStore.TableName)
            .QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey ge {kind + "|"} and RowKey lt {kind + "}"}"),
                select: ["RowKey"],
                cancellationToken: Stop);

    private static async Task PutAsync(HubApp app, string plan, string title, int items) =>
        (await app.Office.PutJsonAsync($"/api/plans/{plan}", Plan(plan, title, items))).EnsureSuccessStatusCode();

    private static JsonNode Plan(string id, string title, int items) => new JsonObject
    {
        ["id"] = id,
        ["title"] = title,
        ["referenceDate"] = "2022-01-01",
        ["reviewEvery"] = title == "Old" ? "P3M" : "P6M",
        ["items"] = new JsonArray([.. Enumerable.Range(1, items).Select(n => Item($"d{n}", title))]),
    };

    private static JsonNode Item(string id, string title = "Old") =>
        new JsonObject { ["id"] = id, ["title"] = title, ["timescale"] = title == "Old" ? "by December 2022" : "by June 2023" };

    private static ItemState State() =>
        new()
        {
            Reading = new(HubFunctions.Timescales.TimescaleKind.Unknown, null, null, HubFunctions.Timescales.Confidence.None, []),
        };

    private static string NewId() => $"cut{Interlocked.Increment(ref _plans)}";
}
