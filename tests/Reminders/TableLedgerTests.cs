using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Reminders;

public sealed class TableLedgerTests(AzuriteFixture azurite)
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly DateOnly Day = new(2022, 5, 24);
    private static readonly DateTimeOffset Now = new(2022, 5, 24, 8, 0, 0, TimeSpan.Zero);

    private async Task<TableReminderLedger> NewLedgerAsync()
    {
        var tables = AzuriteFixture.Connect(azurite.NewAccount()).Tables;
        await tables.CreateTableIfNotExistsAsync(TableReminderLedger.TableName, Stop);
        return new TableReminderLedger(tables);
    }

    private static LedgerRow Row(DateOnly day, string who, int covers = 2) =>
        new(
            day,
            who,
            "plan/owner",
            LedgerStatus.Reserved,
            1,
            Now + LedgerRow.Lease,
            Enumerable.Range(0, covers).Select(n => LedgerRow.Hash($"{who}{n}")).ToHashSet());

    [Fact]
    public async Task Of_two_instances_only_one_reserves_and_only_one_takes_over()
    {
        var ledger = await NewLedgerAsync();
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ledger.AddAsync(Row(Day, "a"), Stop)));
        var mine = Assert.Single(added.OfType<LedgerRow>());
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ledger.ReplaceAsync(mine with { Attempts = 2 }, Stop)));
        Assert.Single(taken.OfType<LedgerRow>());
        Assert.Null(await ledger.ReplaceAsync(mine.Settle(LedgerStatus.Sent, Now), Stop));
    }

    [Fact]
    public async Task A_row_comes_back_as_it_was_with_ten_thousand_reminders_in_it()
    {
        var ledger = await NewLedgerAsync();
        var row = Row(Day, "a", covers: 10_000);
        var sent = (await ledger.AddAsync(row, Stop))!.Settle(LedgerStatus.Sent, Now, "why");
        await ledger.ReplaceAsync(sent, Stop);
        await ledger.AddAsync(Row(Day.AddDays(-1), "a"), Stop);
        await ledger.AddAsync(Row(Day.AddDays(1), "a"), Stop);

        var read = Assert.Single(await ledger.ReadAsync(Day, Day, Stop));
        Assert.True(read.Covers.SetEquals(row.Covers));
        Assert.Equal(
            (LedgerStatus.Sent, "why", "plan/owner", 1, Now),
            (read.Status, read.Reason, read.Owner, read.Attempts, read.SettledAt!.Value));
        Assert.Equal(2, (await ledger.ReadAsync(Day.AddDays(-1), Day, Stop)).Count);
    }

    [Fact]
    public async Task Bounces_and_the_mark_of_the_last_sweep_are_kept()
    {
        var ledger = await NewLedgerAsync();
        await ledger.MarkAsync(new SweepMark(Day, null), Stop);
        await ledger.MarkAsync(new SweepMark(Day.AddDays(1), Day), Stop);
        await ledger.BounceAsync(new Bounce("a", "bounce", Now), Stop);
        var state = await ledger.StateAsync(Stop);
        Assert.Equal(new SweepMark(Day.AddDays(1), Day), state.Mark);
        Assert.Equal([new Bounce("a", "bounce", Now)], state.Bounces);
        Assert.True(await ledger.ClearBounceAsync("a", Stop));
        Assert.False(await ledger.ClearBounceAsync("a", Stop));
    }

    [Fact]
    public async Task Crashes_on_real_tables_lose_no_reminder_and_double_only_what_was_in_doubt()
    {
        var ledger = await NewLedgerAsync();
        var rig = new ReminderRig();
        foreach (var (plan, items) in SamplePlans.Read())
            rig.Plans.Put(plan, items);
        string[] points = ["before reserve", "after reserve", "before send", "after send", "before confirm", "after confirm"];
        var lost = 0;
        for (var n = 0; n < 48; n++)
        {
            var day = new DateOnly(2022, 5, 3).AddDays(n);
            var dying = new FragileProcess(ledger, rig.Mailer, points[n % points.Length], (_, _) => { });
            foreach (
                var (process, hour) in new[] { (dying, 9), (new FragileProcess(ledger, rig.Mailer, null, (_, _) => { }), 10) })
            {
                var at = LondonTime.At(day, new(hour, 0));
                var first = rig.Sweep(process.Ledger, process.Mailer).RunAsync(() => at, send: true, Stop);
                var other = rig.Sweep(ledger).RunAsync(() => at, send: true, Stop);
                await Task.WhenAll(first.ContinueWith(_ => { }, TaskScheduler.Default), other);
            }

            lost += dying.DiedAt is "after send" or "before confirm" ? 1 : 0;
        }

        var rows = await ledger.ReadAsync(new(2022, 5, 3), new(2022, 6, 30), Stop);
        var copies = rig.Mailer.Sent.Count - rig.Mailer.Sent.Select(m => m.MessageId).Distinct().Count();
        Assert.True(rows.Count > 20, $"only {rows.Count} digests");
        Assert.All(rows, r => Assert.Equal(LedgerStatus.Sent, r.Status));
        Assert.Equal(rows.Count, rig.Mailer.Sent.Select(m => m.MessageId).Distinct().Count());
        Assert.Equal(0, rows.SelectMany(r => r.Covers).GroupBy(h => h).Count(g => g.Count() > 1));
        Assert.True(copies <= lost, $"{copies} copies for {lost} lost confirmations");
    }
}
