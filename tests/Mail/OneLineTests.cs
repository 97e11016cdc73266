using HubFunctions.Mail;
using HubFunctions.Plans;

namespace HubFunctions.Tests.Mail;

/// <summary>What people enter must not break out of the line that it stands in.</summary>
public sealed class OneLineTests
{
    [Fact]
    public void No_control_character_reaches_a_subject_or_a_name()
    {
        var mail = new OutgoingMail(
            "hub@council.example", "jo@council.example", "Jo\r\nBcc: all@x.example", "A\u0000\u000BB\u2028C\u202ED\tE", "", "",
            "id",
            "ref");

        Assert.Equal("A B CD E", mail.Subject);
        Assert.Equal("Jo Bcc: all@x.example", mail.ToName);
    }

    [Fact]
    public void A_changed_subject_is_as_it_was_given()
    {
        var mail = new OutgoingMail("hub@council.example", "jo@council.example", null, "Two\nlines", "", "", "id", "ref");

        Assert.Equal("Other", (mail with { Subject = "Other" }).Subject);
        Assert.Null(mail.ToName);
    }

    [Theory]
    [InlineData("👩‍👧👩‍👧👩‍👧", 7, "👩‍👧")]
    [InlineData("abc", 3, "abc")]
    [InlineData("e\u0301e\u0301", 3, "e\u0301")]
    public void A_cut_never_divides_a_character(string text, int max, string start) =>
        Assert.Equal(start, OneLine.Start(text, max));

    [Fact]
    public void A_calendar_names_its_hub_in_every_uid_and_holds_no_control_character()
    {
        var calendar = new CalendarFile("Test", "hub.council.example");
        calendar.Add(
            "plan_item_complete",
            DateTimeOffset.UnixEpoch,
            new DateOnly(2022, 5, 24),
            "Homes\u0007 and\u001B more\r\nBEGIN:VALARM",
            "");

        var lines = calendar.ToString().Split("\r\n");

        Assert.Contains("UID:plan_item_complete@hub.council.example", lines);
        Assert.Contains("SUMMARY:Homes and more\\nBEGIN:VALARM", lines);
        Assert.DoesNotContain("BEGIN:VALARM", lines);
        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
    }
}
