using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Updates;

/// <summary>Times and numbers as senders write them.</summary>
public sealed class TimeAndNumberTests
{
    [Theory]
    [InlineData("2022-05-24T09:30:00Z", "2022-05-24T09:30:00.0000000")]
    [InlineData("2022-05-24t09:30z", "2022-05-24T09:30:00.0000000")]
    [InlineData("2022-05-24 09:30:15.25+01:00", "2022-05-24T08:30:15.2500000")]
    [InlineData("2022-05-24T09:30-0130", "2022-05-24T11:00:00.0000000")]
    [InlineData("2022-05-24T09:30+01", "2022-05-24T08:30:00.0000000")]
    [InlineData("2022-05-24T09:30:59.123456789Z", "2022-05-24T09:30:59.1234567")]
    [InlineData("2022-05-24T09:30:00+23:59", "2022-05-23T09:31:00.0000000")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.9999999")]
    [InlineData("2017-01-01T00:59:60+01:00", "2016-12-31T23:59:59.9999999")]
    [InlineData("2022-05-24", "2022-05-23T23:00:00.0000000")]
    [InlineData("2022-01-24", "2022-01-24T00:00:00.0000000")]
    [InlineData("0002-01-01", "0002-01-01T00:01:00.0000000")]
    [InlineData("9998-12-31", "9998-12-31T00:00:00.0000000")]
    [InlineData("0001-01-01T00:00+01:00", "0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59.9999999")]
    public void Reads_a_time_or_a_day(string text, string utc)
    {
        var read = AsAt.Read(text);

        Assert.Equal(TimeSpan.Zero, read?.Offset);
        Assert.Equal(utc, read?.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2022-05-24T09:30:00")]
    [InlineData("2022-05-24T09:30:61Z")]
    [InlineData("2022-05-24T23:59:60+01:00")]
    [InlineData("2022-05-24T12:00:60Z")]
    [InlineData("2022-05-24T09:30+24:00")]
    [InlineData("2022-05-24T09:30+01:60")]
    [InlineData("2022-02-30T09:30Z")]
    [InlineData("2022-05-24T24:00Z")]
    [InlineData("2022-05-24T09:30Z\n")]
    [InlineData("x2022-05-24T09:30Z")]
    [InlineData("2022-02-30")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("24/05/2022")]
    [InlineData("")]
    public void Reads_no_time_where_it_could_be_another(string text) => Assert.Null(AsAt.Read(text));

    [Theory]
    [InlineData("12", 12.0, false)]
    [InlineData(" -12.5 ", -12.5, false)]
    [InlineData("\u2212 3", null, false)]
    [InlineData("\u22123", -3.0, false)]
    [InlineData("+.5", 0.5, false)]
    [InlineData("1e3", 1000.0, false)]
    [InlineData("1,234,567", 1234567.0, false)]
    [InlineData("1,234.5", 1234.5, false)]
    [InlineData("1,234", null, false)]
    [InlineData("12,34", null, false)]
    [InlineData("1,2345,678", null, false)]
    [InlineData("forty", null, false)]
    [InlineData("", null, false)]
    [InlineData("1e400", null, true)]
    public void Reads_a_number_where_it_can_be_only_one(string text, double? number, bool tooLarge) =>
        Assert.Equal(((decimal?)number, tooLarge), NumberText.Read(text));

    [Fact]
    public void Takes_reports_from_the_year_2000_to_a_day_ahead()
    {
        var now = new DateTimeOffset(2022, 5, 24, 8, 0, 0, TimeSpan.Zero);
        var clock = new ReportClock(now, now);

        Assert.Equal("too-old", clock.Refusal(UpdateLimits.Earliest.AddTicks(-1))?.Code);
        Assert.Null(clock.Refusal(UpdateLimits.Earliest));
        Assert.Null(clock.Refusal(now + UpdateLimits.Ahead));
        var ahead = clock.Refusal(now + UpdateLimits.Ahead + TimeSpan.FromTicks(1));
        Assert.Equal(("/asAt", "in-the-future"), (ahead?.Pointer, ahead?.Code));
        Assert.Contains(
            "speaks of 2022-05-25T08:00:00Z and the hub's clock says 2022-05-24T08:00:00Z; at most 24 hours",
            ahead?.Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Moves_a_time_of_the_real_clock_onto_a_calendar_that_runs_behind()
    {
        var real = new DateTimeOffset(2026, 5, 24, 8, 0, 0, TimeSpan.Zero);
        var now = real.AddDays(-1400);
        var clock = new ReportClock(now, real);

        Assert.Equal(now.AddHours(-3), clock.OnCalendar(real.AddHours(-3), isDate: false));
        var (today, then) = (Midnight(LondonTime.DateOf(real)), Midnight(LondonTime.DateOf(now)));
        Assert.Equal(then, clock.OnCalendar(today, isDate: true));
        Assert.Equal(then.AddDays(1), clock.OnCalendar(today.AddDays(1), isDate: true));
        Assert.NotNull(clock.OnCalendar(real - UpdateLimits.Ahead, isDate: false));
        Assert.Null(clock.OnCalendar(real - UpdateLimits.Ahead - TimeSpan.FromTicks(1), isDate: false));
        Assert.Null(clock.OnCalendar(now, isDate: false));
        Assert.Null(new ReportClock(real, real).OnCalendar(real, isDate: false));
        Assert.Null(new ReportClock(real - UpdateLimits.Ahead, real).OnCalendar(real, isDate: false));
        Assert.Contains("kept as 2026-05-24T08:00:00Z", ReportClock.Note(real).Detail, StringComparison.Ordinal);
    }

    private static DateTimeOffset Midnight(DateOnly day) => LondonTime.At(day, TimeOnly.MinValue);
}
