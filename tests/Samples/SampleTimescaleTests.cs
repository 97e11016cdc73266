namespace HubFunctions.Tests.Samples;

public sealed class SampleTimescaleTests
{
    [Theory]
    [InlineData("kirklees", "1.1", "Ongoing. Care Association established by November 2021.")]
    [InlineData("kirklees", "1.2", "Meet requirements of Integrated Care Partnerships by April 2022.")]
    [InlineData("kirklees", "2.1", "Policy implemented by Summer 2022.")]
    [InlineData("kirklees", "3.1", "Four new micro enterprises for care established by July 2022.")]
    [InlineData("kirklees", "3.2", "Complete Ashbrow: Spring 2023. Start construction in Cleckheaton: Spring 2022.")]
    [InlineData("kirklees", "4.1", "Ongoing with full implementation by Summer 2022.")]
    [InlineData("kirklees", "4.2", "Summer 2022.")]
    [InlineData("kirklees", "5.1", "Ongoing with full implementation by the new municipal year.")]
    [InlineData("kirklees", "6.1", "Ongoing with increasing activity to Spring 2022.")]
    [InlineData("kirklees", "6.2", "November 2021.")]
    [InlineData("kirklees", "6.3", "ERS will start to receive referrals in November 2021.")]
    [InlineData("kirklees", "6.4", "First cohort at the end of October 2021.")]
    [InlineData("westminster-kc", "0-c3", "in the next ten years")]
    [InlineData("westminster-kc", "0-h1", "10 years long term")]
    [InlineData("westminster-kc", "0-w1", "Will lead to 2 year work programmes")]
    [InlineData("leicestershire", "2-k1", "8-week public consultation … until the 23rd January 2022")]
    [InlineData("leicestershire", "2-k2", "During the consultation")]
    [InlineData("leicestershire", "2-k3", "once the consultation has closed")]
    [InlineData("leicestershire", "2-k4", "in February 2022")]
    [InlineData("leicestershire", "2-k6", "regular")]
    [InlineData("wakefield", "3-i1", "from May to July 2022")]
    [InlineData("wakefield", "3-i4", "In 2017 … Six years on")]
    [InlineData("wakefield", "3-i7", "24/7")]
    [InlineData("wakefield", "3-i10", "In its first 12 months")]
    public void A_timescale_stands_in_the_words_of_its_plan(string plan, string item, string words) =>
        Assert.Equal(words, SampleFiles.Item(plan, item).Text("timescale"));

    [Theory]
    [InlineData("kirklees", 12)]
    [InlineData("westminster-kc", 3)]
    [InlineData("leicestershire", 5)]
    [InlineData("wakefield", 4)]
    [InlineData("cheshire-west", 0)]
    public void Nothing_else_has_a_timescale(string plan, int count) =>
        Assert.Equal(count, SampleFiles.Items(plan).Count(i => !string.IsNullOrEmpty(i.Text("timescale"))));

    [Fact]
    public void Kirklees_has_thirteen_dated_phrases_and_four_ongoing_deliverables()
    {
        var words = SampleFiles.Items("kirklees").Select(i => i.Text("timescale")).OfType<string>().ToArray();
        string[] dates =
        [
            "October 2021", "November 2021", "Spring 2022", "April 2022", "Summer 2022", "July 2022", "Spring 2023",
            "municipal year",
        ];
        Assert.Equal(13, words.Sum(w => dates.Count(d => w.Contains(d, StringComparison.Ordinal))));
        Assert.Equal(4, words.Count(w => w.StartsWith("Ongoing", StringComparison.Ordinal)));
    }

    [Fact]
    public void Reviewing_the_responses_waits_for_the_consultation() =>
        Assert.Equal("2-k1", SampleFiles.Item("leicestershire", "2-k3").Text("after"));

    [Fact]
    public void Cheshire_West_has_twenty_commitments_without_date_owner_or_measure()
    {
        var items = SampleFiles.Items("cheshire-west");
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"4-{n}"), items.Select(i => i.Text("id")));
        Assert.All(items, i => Assert.Null(i.Text("timescale") ?? i.Text("owner")));
        Assert.All(items, i => Assert.Empty(i.List("measures")));
    }
}
