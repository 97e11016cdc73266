using HubFunctions.Snapshots;

namespace HubFunctions.Tests.Snapshots;

public sealed class DisclosureTests
{
    [Theory]
    [InlineData("Write to jo.bloggs@council.example for details", "an e-mail address")]
    [InlineData("Write to jo (at) council (dot) example", "an e-mail address")]
    [InlineData("Write to jo\u200B@council.example", "an e-mail address")]
    [InlineData("Patient 943 476 5919 was seen", "an NHS number")]
    [InlineData("Patient 9434765919 was seen", "an NHS number")]
    [InlineData("Patient ９４３４７６５９１９ was seen", "an NHS number")]
    [InlineData("Ring 0116 305 0705", "a phone number")]
    [InlineData("Ring +44 (0)7700 900123", "a phone number")]
    [InlineData("Ring 07700-900123 today", "a phone number")]
    [InlineData("Only 3 people took part", "a small count of people (1 to 4)")]
    [InlineData("we helped two young carers", "a small count of people (1 to 4)")]
    [InlineData("1 child was placed", "a small count of people (1 to 4)")]
    [InlineData("See <script>alert(1)</script>", "mark-up")]
    public void Holds_a_text_back_and_says_why(string text, string reason) => Assert.Equal(reason, Disclosure.Reason(text));

    [Theory]
    [InlineData("Four new micro enterprises for care established by July 2022.")]
    [InlineData("In 2021, 447 households (of which 132 families) were helped.")]
    [InlineData("One in four people, 3 in 10 adults")]
    [InlineData("almost 60p in every £1 of council tax")]
    [InlineData("24% of residents live in one-person households")]
    [InlineData("Priority 1 residents first")]
    [InlineData("Reference 943 476 5918")]
    [InlineData("From 01/04/2022 to 31/03/2023, 2,436 client contact hours")]
    [InlineData("1,503 children until their fourth birthday, 0-19 years, 24/7")]
    [InlineData("two hundred people and 4 years of work with families; waits < 5 days")]
    [InlineData("first three areas; 50 homes; £334,864")]
    public void Lets_ordinary_texts_of_plans_through(string text) => Assert.Null(Disclosure.Reason(text));

    [Theory]
    [InlineData(3, "people", true)]
    [InlineData(4, "households", true)]
    [InlineData(5, "people", false)]
    [InlineData(0, "people", false)]
    [InlineData(3, "micro-enterprises", false)]
    [InlineData(3, "% of residents", false)]
    [InlineData(2, null, true)]
    public void Suppresses_small_counts_of_people_only(int value, string? unit, bool expected) =>
        Assert.Equal(expected, Disclosure.IsSmallCount(value, unit, "Carers supported"));

    [Fact]
    public void Takes_out_marks_that_hide_or_turn_text_and_cuts_between_characters()
    {
        Assert.Equal("abc def", PublicText.Clean("a\u202Eb\u2066c\u0007 \u00A0 def\uFEFF"));
        var cut = new PublicText(PublicRules.Current).Of(
            "i",
            "title",
            string.Concat(Enumerable.Repeat("👩‍👧", 200)),
            PublicText.Title)!;
        Assert.InRange(cut.Length, 200, PublicText.Title);
        Assert.EndsWith("👩‍👧…", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_linear_in_the_text()
    {
        foreach (var text in (string[])["1 ", "a@", "0 1", "three young ", "943 ", "<"])
            Disclosure.Reason(string.Concat(Enumerable.Repeat(text, 5_000)));
    }
}
