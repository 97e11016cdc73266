using System.Text.Json;
using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Samples;

/// <summary>The samples say what the plans say, in other words; only timescales and reporting periods are quoted.</summary>
public sealed partial class SampleWordingTests
{
    private const int WordsThatMakeAQuotation = 6;

    private static readonly string[] Source =
    [
        "close the gap in health and wellbeing between the most and least deprived",
        "Sign up to email alerts for staying healthy", "leave your email address to be updated",
        "We all have a good quality home", "Our children have the best start in their lives so they can feel safe and happy",
        "We are supported to look after our mental wellbeing", "We are all part of a community and feel safe",
        "provide more of the right kind of homes, in suitable locations and for local people",
        "invest in our existing council homes safe, secure, and efficient homes",
        "see the delivery of 4,500 new homes across the Boroughs",
        "take action to create high-quality homes, working together with local organisations and communities",
        "enhance the supply of high-quality housing for those in receipt of residential care, or that enables independence at "
            + "home",
        "address homelessness and rough sleeping wherever possible, supporting people to find suitable settled accommodation",
        "integrate specialist advice, including mental health support, within existing outreach services",
        "collaborating with our residents and communities, agents and developers",
        "People in Kirklees are as well as possible for as long as possible", "A joined-up health and care system in Kirklees",
        "Build 50 affordable 'Extra Care' homes at Ashbrow, Huddersfield, with a further 50 at Cleckheaton",
        "regular updates on our commitments and outcomes", "on behalf of the Residents First Group",
        "What has changed in the first year?", "nearly 300 households gained £717,700 average of £2,474",
        "£1.7m for more than 1,500 local residents", "first phase completed in four of the areas",
        "Giving every child the best start in life", "A healthy start in life for every child",
        "A healthy standard of living for all", "almost 60p in every £1 of council tax",
    ];

    public static TheoryData<string> Files => new([.. SampleFiles.PlanIds.Select(p => $"plans.{p}"), "updates", "updates-later"]);

    [GeneratedRegex(@"[\p{L}\p{N}£]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [Theory]
    [MemberData(nameof(Files))]
    public void No_source_sentence_is_copied(string file)
    {
        var quotations = Source.SelectMany(Runs).ToHashSet();
        Assert.All(OwnTexts(SampleFiles.Json(file)), text => Assert.DoesNotContain(Runs(text), quotations.Contains));
    }

    [Fact]
    public void A_copied_sentence_would_be_found() =>
        Assert.Contains("they can feel safe and happy", Runs("So that they can feel safe, and happy!"));

    /// <summary>The Cheshire West source is a political party's page: a council may carry its commitments, not its
    /// campaigning.</summary>
    [Theory]
    [InlineData("plans.cheshire-west")]
    [InlineData("updates")]
    public void Nothing_party_political_is_published(string file) =>
        Assert.All(
            OwnTexts(SampleFiles.Json(file)),
            text => Assert.DoesNotMatch(@"(?i)labour|conservative|manifesto|council tax|\b12 years|government", text));

    private static IEnumerable<string> OwnTexts(JsonElement json) =>
        json.Strings().Where(s => s.Property is not ("timescale" or "period")).Select(s => s.Text);

    private static IEnumerable<string> Runs(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value.ToLowerInvariant()).ToArray();
        return Enumerable.Range(0, Math.Max(0, words.Length - WordsThatMakeAQuotation + 1))
            .Select(i => string.Join(' ', words.Skip(i).Take(WordsThatMakeAQuotation)));
    }
}
