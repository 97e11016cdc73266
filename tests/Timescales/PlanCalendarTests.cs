using HubFunctions.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>The same words read again when the plan's own dates are entered.</summary>
public sealed class PlanCalendarTests
{
    private static readonly DateOnly _reference = Day("2021-10-01");

    [Fact]
    public void The_new_municipal_year_moves_to_the_annual_council_meeting_once_its_date_is_entered()
    {
        const string Words = "Ongoing with full implementation by the new municipal year.";
        var before = Reader.Read(Words, _reference);
        var after = Reader.Read(Words, _reference,
            new() { MunicipalYear = new Dictionary<string, DateOnly> { ["2022"] = Day("2022-05-25") } });

        Assert.Equal((Day("2022-05-31"), Confidence.Low, true), (before.Due, before.Confidence, before.IsOngoing));
        Assert.Equal((Day("2022-05-25"), Confidence.High, true), (after.Due, after.Confidence, after.IsOngoing));
        Assert.Equal(Day("2022-05-25"), Assert.Single(after.Milestones).RemindBy);
        Assert.Equal((Words, Words), (before.Text, after.Text));
    }

    [Fact]
    public void A_paper_to_the_Board_is_due_at_the_meeting_of_its_month()
    {
        var calendar = new PlanCalendar { Board = [Day("2022-05-26"), Day("2022-02-24"), Day("2021-11-25")] };
        var reading = Reader.Read("presented to the Health and Wellbeing Board in February 2022", _reference, calendar);

        Assert.Equal((TimescaleKind.Month, Day("2022-02-24"), Day("2022-02-24")), (reading.Kind, reading.Earliest, reading.Due));
        Assert.Equal(Day("2021-11-25"), Reader.Read("next Board meeting", _reference, calendar).Due);
        Assert.Null(Reader.Read("next Board meeting", _reference).Due);
    }

    [Theory]
    [InlineData("Spring term 2025", "2025-04-18", "2025-04-11")]
    [InlineData("by the end of the spring term 2025", "2025-04-18", "2025-04-11")]
    [InlineData("by the end of the academic year 2024/25", "2025-07-31", "2025-07-22")]
    public void A_term_ends_where_the_plan_says(string words, string usual, string own)
    {
        var terms = new Dictionary<string, DateOnly>
        {
            ["spring 2025"] = Day("2025-04-11"),
            ["Summer term 2025"] = Day("2025-07-22"),
        };
        var calendar = new PlanCalendar { Terms = terms };

        Assert.Equal((usual, own), (Iso(Reader.Read(words, Day("2024-09-01")).Due),
            Iso(Reader.Read(words, Day("2024-09-01"), calendar).Due)));
    }

    [Theory]
    [InlineData(null, "quarter_ambiguous", "2023-07-01", "2023-12-31", "2023-09-30")]
    [InlineData(QuarterBasis.Financial, "quarter_financial", "2023-10-01", "2023-12-31", "2023-12-31")]
    [InlineData(QuarterBasis.Calendar, "quarter_calendar", "2023-07-01", "2023-09-30", "2023-09-30")]
    public void A_quarter_of_a_plain_year_is_what_the_plan_says_and_else_reminded_early_and_overdue_late(
        QuarterBasis? basis, string kind, string earliest, string due, string remindBy)
    {
        var reading = Reader.Read("Q3 2023", Day("2023-04-01"), new() { Quarters = basis });

        Assert.Equal(kind, System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Kind.ToString()));
        Assert.Equal((earliest, due, remindBy),
            (Iso(reading.Earliest), Iso(reading.Due), Iso(Assert.Single(reading.Milestones).RemindBy)));
    }

    [Fact]
    public void A_term_of_the_plans_own_legend_gets_its_date()
    {
        var legend = new Dictionary<string, DateOnly> { ["short term"] = Day("2022-03-31"), ["phase 2"] = Day("2023-03-31") };
        var calendar = new PlanCalendar { Legend = legend };

        Assert.Equal(("", "2022-03-31", "2022-03-31", "2023-03-31"), (
            Iso(Reader.Read("Short-term", _reference).Due), Iso(Reader.Read("Short-term", _reference, calendar).Due),
            Iso(Reader.Read("Short term", _reference, calendar).Due), Iso(Reader.Read("Phase 2", _reference, calendar).Due)));
    }

    [Theory]
    [InlineData("within 6 months of approval", "2021-11-15", "2022-05-15")]
    [InlineData("Within three months of the Equality Commission approval of the scheme.", "2021-11-15", "2022-02-15")]
    [InlineData("by the end of the parliament", "2021-10-01", "2026-05-07")]
    [InlineData("after the pre-election period", "2022-05-06", "")]
    [InlineData("before the pre-election period", "2021-10-01", "2022-05-04")]
    public void An_event_resolves_once_its_date_is_entered(string words, string earliest, string due)
    {
        var calendar = new PlanCalendar
        {
            Events = new Dictionary<string, DateOnly>
            {
                ["approval"] = Day("2021-11-15"),
                ["parliament"] = Day("2026-05-07"),
                ["pre-election period"] = Day("2022-05-05"),
            },
        };
        var reading = Reader.Read(words, _reference, calendar);

        Assert.Null(Reader.Read(words, _reference).Due);
        Assert.Equal((earliest, due), (Iso(reading.Earliest), Iso(reading.Due)));
    }

    [Fact]
    public void Year_2_counts_from_the_plans_start() =>
        Assert.Equal("2024-08-31", Iso(Reader.Read("Year 2", _reference, new() { PlanStart = Day("2022-09-01") }).Due));
}
