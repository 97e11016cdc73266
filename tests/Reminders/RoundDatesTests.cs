using HubFunctions.Reminders;
using HubFunctions.Timescales;

namespace HubFunctions.Tests.Reminders;

/// <summary>The dates that are proposed for a round are working days, in order, whatever the Board's day is.</summary>
public sealed class RoundDatesTests
{
    [Theory]
    [InlineData("2022-06-22", "2022-05-20", "2022-06-10", "2022-06-15")]
    [InlineData("2022-06-08", "2022-05-04", "2022-05-25", "2022-05-30")]
    [InlineData("2023-01-04", "2022-11-29", "2022-12-20", "2022-12-23")]
    public void Counts_working_days_back_from_the_Board(string board, string opens, string closes, string papers)
    {
        var round = RoundDates.Propose("town", Day(board), new WorkingDays());

        Assert.Equal((Day(opens), Day(closes), Day(papers)), (round.Opens, round.Closes, round.Papers));
    }

    [Fact]
    public void Every_proposal_is_one_that_may_be_stored()
    {
        var days = new WorkingDays();
        for (var board = Day("2022-01-01"); board < Day("2024-01-01"); board = board.AddDays(1))
        {
            var round = RoundDates.Propose("town", board, days);
            Assert.Empty(RoundDates.Faults(round));
            Assert.True(days.IsWorkingDay(round.Opens) && days.IsWorkingDay(round.Closes)
                && days.IsWorkingDay(round.Papers), $"{board}");
        }
    }

    [Theory]
    [InlineData("town", "ann")]
    [InlineData("a.b-c..d", null)]
    [InlineData("digest.20220622", "o.1")]
    public void A_mails_id_leads_back_to_what_it_is_of(string plan, string? about)
    {
        var key = new AskKey(plan, Day("2022-06-22"), new string('a', 32), about, 12);

        var id = key.MessageId("hub.example");

        Assert.Equal(key, AskKey.OfMessage(id, key.Identity));
        Assert.Null(AskKey.OfMessage(id, new string('b', 32)));
        Assert.Equal(key, AskKey.OfRow(plan, key.Board, key.Row));
        Assert.DoesNotContain("..", id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("digest.20220524.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@hub.example")]
    [InlineData("ask.town.20220622.-.x.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@hub.example")]
    [InlineData("ask.town.2022-06-22.-.1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@hub.example")]
    public void Another_mails_id_is_of_no_round(string? id) => Assert.Null(AskKey.OfMessage(id, new string('a', 32)));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
