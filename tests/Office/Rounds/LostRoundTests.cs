using HubFunctions.Reminders;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>A round whose answer from storage is lost after the write is the office's own.</summary>
public sealed class LostRoundTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private static readonly DateOnly Board = new(2022, 6, 22);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_round_that_is_entered_and_closed_with_lost_answers_is_not_changed_by_others()
    {
        var (plan, rounds) = (await hubs.NewPlanAsync(1), hubs.One.Get<TableRounds>());
        var entered = await LosingAsync(() => rounds.AddAsync(new Round(plan, Board, Board, Board, Board), Stop));
        Assert.NotNull(entered);

        var closed = await LosingAsync(() => rounds.ReplaceAsync(entered with { ClosedOn = Board }, Stop));

        Assert.NotNull(closed);
        Assert.Equal(closed, await rounds.FindAsync(plan, Board, Stop));
        Assert.Null(await rounds.ReplaceAsync(entered with { ClosedOn = null }, Stop));
        Assert.Null(await rounds.AddAsync(new Round(plan, Board, Board, Board, Board), Stop));
    }

    private async Task<Round?> LosingAsync(Func<Task<Round?>> write)
    {
        var lost = 0;
        hubs.AtOne.Decide = m => m.Request.Method != Azure.Core.RequestMethod.Get && Interlocked.Increment(ref lost) == 1
            ? Fate.LostAfter : Fate.Delivered;
        try
        {
            return await write();
        }
        finally
        {
            hubs.AtOne.Decide = null;
            Assert.True(lost > 1);
        }
    }
}
