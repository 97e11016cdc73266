using System.Globalization;
using HubFunctions.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays _days = new();

    [Fact]
    public void Knows_the_bank_holidays_of_2021_to_2032()
    {
        var expected = Table.Read("bank-holidays-ew.tsv").Select(static row => $"{row["date"]} {row["weekday"]} {row["title"]}");
        var actual = Enumerable.Range(2021, 12).SelectMany(WorkingDays.BankHolidays)
            .Select(static h => $"{Iso(h.Date)} {h.Date.ToString("ddd", CultureInfo.InvariantCulture)} {h.Title}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    /// <summary>The earliest and the latest that there can be, both exceptions of the epact, and other centuries.</summary>
    [Theory]
    [InlineData("1598-03-22")]
    [InlineData("1609-04-19")]
    [InlineData("1818-03-22")]
    [InlineData("1886-04-25")]
    [InlineData("1913-03-23")]
    [InlineData("1954-04-18")]
    [InlineData("1981-04-19")]
    [InlineData("2038-04-25")]
    [InlineData("2049-04-18")]
    [InlineData("2076-04-19")]
    [InlineData("2285-03-22")]
    public void Knows_easter_in_every_century(string day) => Assert.Equal(day, Iso(Easter.Sunday(Day(day).Year)));

    [Theory]
    [InlineData("2021-10-31", "2021-10-29", "2021-11-01")]
    [InlineData("2022-06-04", "2022-06-01", "2022-06-06")]
    [InlineData("2024-03-31", "2024-03-28", "2024-04-02")]
    [InlineData("2022-12-25", "2022-12-23", "2022-12-28")]
    [InlineData("2024-03-28", "2024-03-28", "2024-03-28")]
    public void Moves_a_day_off_to_the_working_day_before_or_after(string day, string before, string after)
    {
        Assert.Equal((before, after), (Iso(_days.OnOrBefore(Day(day))), Iso(_days.OnOrAfter(Day(day)))));
    }

    [Fact]
    public void Steps_over_a_long_weekend()
    {
        Assert.Equal(Day("2024-04-02"), _days.Next(Day("2024-03-28")));
        Assert.Equal(Day("2024-03-28"), _days.Previous(Day("2024-04-02")));
    }

    [Fact]
    public void Follows_the_overrides_from_settings()
    {
        var days = new WorkingDays(new WorkingDayOverrides(
            new HashSet<DateOnly> { Day("2028-05-15") },
                new HashSet<DateOnly> { Day("2028-05-01"), Day("2028-05-06"), Day("2028-05-15") }));

        Assert.False(days.IsWorkingDay(Day("2028-05-15")));
        Assert.True(days.IsWorkingDay(Day("2028-05-01")));
        Assert.True(days.IsWorkingDay(Day("2028-05-06")));
        Assert.Equal(Day("2028-05-12"), days.OnOrBefore(Day("2028-05-15")));
    }

    [Fact]
    public void Refuses_overrides_that_close_more_than_a_year()
    {
        var closed = Enumerable.Range(0, 800).Select(static n => Day("2028-01-01").AddDays(n)).ToHashSet();

        Assert.Throws<InvalidOperationException>(() =>
            new WorkingDays(WorkingDayOverrides.None with { Closed = closed }).OnOrAfter(Day("2028-01-01")));
    }
}
