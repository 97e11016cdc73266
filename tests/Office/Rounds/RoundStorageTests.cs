using HubFunctions.Hosting;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>What a round costs storage, and what is left of it.</summary>
public sealed class RoundStorageTests(AzuriteFixture azurite)
{
    private static readonly DateOnly Board = new(2022, 6, 22);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rounds_list_reads_as_often_for_six_hundred_owners_as_for_six()
    {
        var account = azurite.NewAccount();
        await using var rig = await RoundRig.StartAsync(azurite, account: account);
        var reader = rig.App.Get<RoundReader>();
        var few = await RequestCount.OfAsync(account, () => reader.FindAsync("town", "2022-06-22", Stop));

        await rig.PutAsync(Large(600));
        var many = await RequestCount.OfAsync(account, () => reader.FindAsync("town", "2022-06-22", Stop));

        Assert.Equal(few, many);
        var state = await rig.StateAsync();
        Assert.Equal((600, 600), (state.Lines.Count, AskChoice.All.Mails(state, RoundAbsences.None).Count));
    }

    [Fact]
    public async Task The_largest_plan_is_asked_with_one_act_that_storage_takes()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var mails = Enumerable.Range(0, PlanLimits.Owners).Select(n => new AskKey("town", Board, $"{n:x32}", null, 1)).ToList();
        var rounds = rig.App.Get<TableRounds>();

        Assert.True(await rounds.AddAsync(new AskAct("town", Board, DateTimeOffset.UnixEpoch, mails), Stop));
        Assert.False(await rounds.AddAsync(new AskAct("town", Board, DateTimeOffset.UnixEpoch, mails), Stop));

        Assert.Equal(mails, Assert.Single(await rounds.ActsAsync("town", Board, Stop)).Mails);
    }

    [Fact]
    public async Task Rounds_of_a_plan_whose_id_begins_like_anothers_are_kept_apart()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        var rounds = rig.App.Get<TableRounds>();
        Assert.NotNull(await rounds.AddAsync(new Round("town-2", Board, Board, Board, Board), Stop));
        Assert.NotNull(await rounds.AddAsync(new Round("tow", Board, Board, Board, Board), Stop));

        Assert.Equal("town", Assert.Single(await rounds.OfPlanAsync("town", Stop)).Plan);
        Assert.Equal(["tow", "town", "town-2"], (await rounds.CurrentAsync(new(2022, 5, 24), Stop)).Select(r => r.Plan));
    }

    [Fact]
    public async Task Housekeeping_lets_go_of_a_round_with_all_that_was_asked_in_it()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.Visitor.SendAsync(await rig.Visitor.OpenAsync(RoundRig.Ask), RoundRig.Ask);
        var (rounds, ledger) = (rig.App.Get<TableRounds>(), rig.App.Get<IReminderLedger>());
        rig.Clock.Shift += Board.ToDateTime(TimeOnly.MinValue) - new DateTime(2022, 5,
            24) + TimeSpan.FromDays(LedgerRetention.KeptForDays - 1);
        await rig.App.Get<Housekeeping>().RunAsync(Stop);
        Assert.Single(await rounds.OfPlanAsync("town", Stop));
        Assert.Equal(2, (await ledger.AsksAsync("town", Board, Stop)).Count);

        rig.Clock.Shift += TimeSpan.FromDays(2);
        await rig.App.Get<Housekeeping>().RunAsync(Stop);

        Assert.Empty(await rounds.OfPlanAsync("town", Stop));
        Assert.Empty(await rounds.ActsAsync("town", Board, Stop));
        Assert.Empty(await ledger.AsksAsync("town", Board, Stop));
    }

    [Fact]
    public async Task No_row_of_a_round_holds_a_name_or_an_address()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        await rig.Visitor.SendAsync(await rig.Visitor.OpenAsync($"{RoundRig.Ask}?owner=ann&deputy=true"), RoundRig.Ask);

        foreach (var table in (string[])[TableRounds.TableName, TableReminderLedger.TableName])
        {
            await foreach (var row in rig.App.Storage.Tables.GetTableClient(table).QueryAsync<Azure.Data.Tables.TableEntity>(
                cancellationToken: Stop))
            {
                Assert.All(row.Select(c => c.Value).OfType<string>(), value =>
                    Assert.DoesNotContain("@", value, StringComparison.Ordinal));
                Assert.All(row.Select(c => c.Value).OfType<string>(), value =>
                    Assert.DoesNotContain("Lee", value, StringComparison.Ordinal));
            }
        }
    }

    private static object Large(int owners) => new
    {
        id = "town",
        title = "Town plan",
        referenceDate = "2022-04-01",
        owners = Enumerable.Range(0, owners).Select(n => new { id = $"o{n}", name = $"Owner {n}", email = $"o{n}@town.example" }),
        items = Enumerable.Range(0, owners)
            .Select(n => new { id = $"i{n}", title = $"Item {n}", owner = $"o{n}", timescale = "by December 2022" }),
    };
}
