using System.Net;
using Azure.Data.Tables;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Updates;

/// <summary>Messages of which a part is refused, at any place, sent again and replayed after the cause has gone, at either
/// instance.</summary>
public sealed class MixedMessageTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private static readonly object Puce = new { puce = new { health = "atRisk" } };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_word_added_later_stores_what_was_refused_and_nothing_twice(int place)
    {
        var plan = await hubs.NewPlanAsync();
        var (one, two) = await hubs.NewPartnerAsync(plan);
        var message = Enumerable
            .Range(0, 3)
            .Select(n => TwoHubs.Update(plan, "d1", $"2022-05-{10 + n}", n == place ? "puce" : "onTrack", $"u{n}"))
            .ToArray();
        Assert.Equal(HttpStatusCode.MultiStatus, (await one.SignedAsync(message, "m")).StatusCode);
        await one.SignedAsync(TwoHubs.Update(plan, "d1", "2022-05-11", summary: "newer"), "newer");

        await hubs.ChangeAsync(one.Id, [plan], Puce);
        var again = await TwoHubs.OutcomesAsync(await two.SignedAsync(message, "m"));
        var third = await TwoHubs.OutcomesAsync(await one.SignedAsync(message, "m"));

        Assert.Equal(2, again.Count(o => o == "duplicate"));
        Assert.Contains(again[place], (string[])["stored", "late"]);
        Assert.All(third, o => Assert.Equal("duplicate", o));
        Assert.Equal(["newer", "u0", "u1", "u2"], (await hubs.HistoryAsync(plan, "d1")).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_item_added_later_is_stored_by_a_repeat_and_by_a_replay(int place)
    {
        var plan = await hubs.NewPlanAsync(items: 2);
        var (one, two) = await hubs.NewPartnerAsync(plan);
        object[] message =
        [
            TwoHubs.Update(plan, place == 0 ? "d9" : "d1", summary: "a"),
            TwoHubs.Update(plan, place == 1 ? "d9" : "d2", summary: "b"),
        ];
        await one.SignedAsync(message, "repeated");
        await one.SignedAsync(message, "replayed");
        var entry = (await TwoHubs.EntriesAsync(one)).First(e =>
            e!.Text("id").StartsWith(Receipts.KeyOf(one.Id, "replayed"), StringComparison.Ordinal))!;

        await hubs.PutPlanAsync(plan, 9);
        var repeated = await TwoHubs.OutcomesAsync(await two.SignedAsync(message, "repeated"));
        var replayed = await TwoHubs.ReplayAsync(hubs.Two, entry);
        var after = await TwoHubs.OutcomesAsync(await one.SignedAsync(message, "replayed"));

        Assert.Equal((place == 0 ? "stored" : "duplicate", place == 0 ? "duplicate" : "stored"), (repeated[0], repeated[1]));
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.All(after, o => Assert.Equal("duplicate", o));
        Assert.Equal(2, (await hubs.HistoryAsync(plan, "d9")).Length);
    }

    [Fact]
    public async Task A_right_taken_and_given_back_stores_nothing_twice_by_repeat_or_replay()
    {
        var (plan, other) = (await hubs.NewPlanAsync(), await hubs.NewPlanAsync());
        var (one, two) = await hubs.NewPartnerAsync(plan, other);
        object[] message =
        [
            TwoHubs.Update(plan, "d1", summary: "a"),
            TwoHubs.Update(other, "d1", summary: "b"),
            TwoHubs.Update(other, "d2", health: "puce"),
        ];
        await one.SignedAsync(message, "m");

        await hubs.ChangeAsync(one.Id, [plan]);
        var without = await TwoHubs.OutcomesAsync(await two.SignedAsync(message, "m"));
        await hubs.ChangeAsync(one.Id, [plan, other], Puce);
        foreach (var entry in await TwoHubs.EntriesAsync(one))
            Assert.Equal(HttpStatusCode.OK, (await TwoHubs.ReplayAsync(hubs.Two, entry!)).StatusCode);
        var back = await TwoHubs.OutcomesAsync(await one.SignedAsync(message, "m"));

        Assert.Equal(["duplicate", "duplicate", "quarantined"], without);
        Assert.All(back, o => Assert.Equal("duplicate", o));
        Assert.Equal(
            (1, 1, 1),
            (
                (await hubs.HistoryAsync(plan, "d1")).Length,
                (await hubs.HistoryAsync(other, "d1")).Length,
                (await hubs.HistoryAsync(other, "d2")).Length));
    }

    [Fact]
    public async Task What_was_acknowledged_stays_duplicate_when_the_item_or_every_right_has_gone()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, two) = await hubs.NewPartnerAsync(plan);
        await one.SignedAsync(TwoHubs.Update(plan, "d5"), "single");
        await one.SignedAsync(new[] { TwoHubs.Update(plan, "d5", "2022-05-21"), TwoHubs.Update(plan, "d1") }, "both");

        await hubs.PutPlanAsync(plan, 4);
        var single = await two.SignedAsync(TwoHubs.Update(plan, "d5"), "single");
        var both = await two.SignedAsync(new[] { TwoHubs.Update(plan, "d5", "2022-05-21"), TwoHubs.Update(plan, "d1") }, "both");
        await hubs.ChangeAsync(one.Id, [await hubs.NewPlanAsync()]);
        hubs.Clock.Shift += PartnerDirectory.Age;
        var foreign = await two.SignedAsync(TwoHubs.Update(plan, "d5"), "single");
        var never = await two.SignedAsync(TwoHubs.Update(plan, "d1"), "never");

        Assert.Equal(["duplicate"], await TwoHubs.OutcomesAsync(single));
        Assert.Equal(["duplicate", "duplicate"], await TwoHubs.OutcomesAsync(both));
        Assert.Equal(["duplicate"], await TwoHubs.OutcomesAsync(foreign));
        Assert.Equal(HttpStatusCode.Forbidden, never.StatusCode);
    }

    [Fact]
    public async Task Rows_that_the_version_before_named_by_first_index_count()
    {
        var plan = await hubs.NewPlanAsync();
        var (one, two) = await hubs.NewPartnerAsync(plan);
        object[] message = [TwoHubs.Update(plan, "d1", health: "puce", summary: "a"), TwoHubs.Update(plan, "d2", summary: "b")];
        await one.SignedAsync(message, "m");
        await RenameSeenRowAsync(plan, from: "|000", to: "|001");

        await hubs.ChangeAsync(one.Id, [plan], Puce);
        var again = await TwoHubs.OutcomesAsync(await two.SignedAsync(message, "m"));
        var once = await TwoHubs.OutcomesAsync(await one.SignedAsync(message, "m"));

        Assert.Equal(["stored", "duplicate"], again);
        Assert.Equal(["duplicate", "duplicate"], once);
        Assert.Equal(["b"], await hubs.HistoryAsync(plan, "d2"));
    }

    private async Task RenameSeenRowAsync(string plan, string from, string to)
    {
        var table = hubs.One.Storage.Tables.GetTableClient(TablePlanStore.TableName);
        var rows = await table
            .QueryAsync<TableEntity>(
                $"PartitionKey eq '{plan}' and RowKey ge 'seen|' and RowKey lt 'seen}}'",
                cancellationToken: TwoHubs.Stop)
            .ToListAsync(TwoHubs.Stop);
        var row = Assert.Single(rows, r => r.RowKey.EndsWith(from, StringComparison.Ordinal));
        var old = new TableEntity(plan, row.RowKey[..^4] + to)
        {
            ["At"] = row["At"],
            ["Acceptance"] = row.GetString("Acceptance").Replace("\"first\":0", "\"first\":1", StringComparison.Ordinal),
        };
        await table.AddEntityAsync(old, TwoHubs.Stop);
        await table.DeleteEntityAsync(plan, row.RowKey, cancellationToken: TwoHubs.Stop);
    }
}
