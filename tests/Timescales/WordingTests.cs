using System.Text.Json;
using HubFunctions.Timescales;
using static HubFunctions.Tests.Timescales.Cases;

namespace HubFunctions.Tests.Timescales;

/// <summary>What a reading says in words: on the wire, of its assumptions, and of its windows.</summary>
public sealed class WordingTests
{
    [Fact]
    public void Enums_go_over_the_wire_in_the_contracts_words_whatever_the_serializer()
    {
        var json = JsonSerializer.Serialize(Reader.Read("Q3 2023, start of works", Day("2023-04-01")));

        Assert.Contains("\"quarter_ambiguous\"", json, StringComparison.Ordinal);
        Assert.Contains("\"low\"", json, StringComparison.Ordinal);
        Assert.Equal("\"complete\"", JsonSerializer.Serialize(MilestoneType.Complete));
        Assert.Equal(TimescaleKind.NotADate, JsonSerializer.Deserialize<TimescaleKind>("\"not_a_date\""));
    }

    [Theory]
    [InlineData("2022-03-01", "2022-05-31", "1 March to 31 May 2022")]
    [InlineData("2021-10-01", "2021-11-30", "by 30 November 2021")]
    [InlineData("2021-10-29", "2021-10-29", "29 October 2021")]
    [InlineData("2021-10-25", "2021-10-31", "25 to 31 October 2021")]
    [InlineData("2023-12-01", "2024-02-29", "1 December 2023 to 29 February 2024")]
    [InlineData("2023-06-01", "", "not before 1 June 2023")]
    [InlineData("", "2023-06-01", "by 1 June 2023")]
    [InlineData("", "", "ongoing")]
    public void Windows_are_written_as_people_write_them(string earliest, string due, string words) =>
        Assert.Equal(words, WindowText.Of(earliest.Length == 0 ? null : Day(earliest), due.Length == 0 ? null
            : Day(due), Day("2021-10-01")));

    [Theory]
    [InlineData("Q3 2023/24", "Taken as the financial quarter October to December 2023.")]
    [InlineData("by November 2021",
        "“By” includes the whole month: due 30 November 2021 (read strictly it would be 31 October 2021).")]
    [InlineData("Summer 2024", "Summer is taken as June to August.")]
    [InlineData("2022-2025", "Taken as whole calendar years; in financial years it would end on 31 March 2025.")]
    [InlineData("Febuary 2024", "A misspelt word is read as February.")]
    [InlineData("Tuesday 31 March 2025", "31 March 2025 is a Monday, not a Tuesday: please check.")]
    [InlineData("March 2024 (TBC)", "The plan's words make this date provisional.")]
    public void Assumptions_are_said_in_plain_English(string words, string assumption) =>
        Assert.Contains(assumption, Reader.Read(words, Day("2021-10-01")).Assumptions);

    [Theory]
    [InlineData("31 March 2025", Confidence.High)]
    [InlineData("Spring 2025", Confidence.Medium)]
    [InlineData("Q3 2025", Confidence.Low)]
    [InlineData("TBC", Confidence.None)]
    [InlineData("31 March 2025, subject to funding", Confidence.Low)]
    [InlineData("Cabinet and Council for sign-off in February and March 2025 (respectively)", Confidence.High)]
    public void Confidence_is_no_higher_than_the_weakest_assumption(string words, Confidence confidence) =>
        Assert.Equal(confidence, Reader.Read(words, Day("2023-04-01")).Confidence);

    [Fact]
    public void A_text_with_more_dates_than_a_timescale_can_hold_is_read_in_part_and_says_so()
    {
        var reading = Reader.Read(string.Concat(Enumerable.Repeat("March 2024; June 2025; ", 200)), Day("2023-04-01"));

        Assert.Equal(TimescaleReader.MostDates, reading.Milestones.Count);
        Assert.Contains("Only the first 100 dates are read.", reading.Assumptions);
    }
}
