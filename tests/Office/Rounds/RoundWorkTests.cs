using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office.Rounds;

/// <summary>Today's line leads to the round: who has not replied is one click away.</summary>
public sealed class RoundWorkTests(AzuriteFixture azurite)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2022-05-24T07:00:00Z", "4 have not replied, Board papers close in 17 days")]
    [InlineData("2022-06-09T07:00:00Z", "4 have not replied, Board papers close in 1 day")]
    [InlineData("2022-06-10T07:00:00Z", "4 have not replied, Board papers close today")]
    [InlineData("2022-06-12T07:00:00Z", "4 have not replied, Board papers closed 2 days ago")]
    public async Task Says_how_many_have_not_replied_and_until_when_they_can(string now, string text)
    {
        await using var rig = await RoundRig.StartAsync(azurite, now);

        var (said, address) = (await LinesAsync(rig))[0];

        Assert.Equal((text, RoundRig.Address), (said, address));
    }

    [Fact]
    public async Task Who_has_replied_is_not_counted_and_who_was_last_ends_the_line()
    {
        await using var rig = await RoundRig.StartAsync(azurite);
        foreach (var item in (string[])["1", "3", "4", "5"])
            await rig.ReportAsync(item);

        Assert.Equal("1 has not replied, Board papers close in 17 days", (await LinesAsync(rig))[0].Text);
        await rig.ReportAsync("2");
        Assert.DoesNotContain(await LinesAsync(rig), l => l.Text.Contains("replied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Board_within_four_weeks_without_a_round_is_proposed_and_one_with_a_round_is_not()
    {
        await using var rig = await RoundRig.StartAsync(azurite, "2022-05-25T07:00:00Z", opened: false);
        var line = Assert.Single(await LinesAsync(rig), l => l.Text.Contains("no round is open", StringComparison.Ordinal));
        Assert.Equal($"{RoundRig.Rounds}?board=2022-06-22", line.Address);

        await rig.OpenAsync();
        var rounds = rig.App.Get<TableRounds>();
        await rounds.ReplaceAsync((await rounds.FindAsync("town", new(2022, 6, 22), Stop))! with { ClosedOn = new(2022, 5, 25) },
            Stop);

        Assert.DoesNotContain(await LinesAsync(rig), l => l.Text.Contains("round", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<(string Text, string Address)>> LinesAsync(RoundRig rig) =>
        [.. (await rig.Visitor.OpenAsync("/office")).QuerySelectorAll(".office-work li")
            .Select(l => (l.QuerySelector("span")!.TextContent, l.QuerySelector("a")!.GetAttribute("href")!))];
}
