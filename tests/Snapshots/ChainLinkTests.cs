using System.Text;
using HubFunctions.Snapshots;

namespace HubFunctions.Tests.Snapshots;

/// <summary>A link and its place in the chain, by values alone.</summary>
public sealed class ChainLinkTests
{
    private static readonly PublicContent Content = Views.Plan(2);

    [Fact]
    public void The_first_link_names_none_before_and_the_next_names_it()
    {
        var first = Chain.Append(Content, null, Views.At.AddMilliseconds(900));
        var link = new ChainLink(first.Sequence, first.Hash, first.AsAt);
        var second = Chain.Append(Content, link, Views.At, [new("history/x.json", "digest")]);

        Assert.Equal(
            (1, null, null, Views.At, "snapshot/2"),
            (first.Sequence, first.Previous, first.PreviousFile, first.AsAt, first.Schema));
        Assert.Equal(
            (2, first.Hash, $"history/20220524T070000Z-{first.Hash[..12]}.json"),
            (second.Sequence, second.Previous, second.PreviousFile));
        Assert.Equal("history/x.json", Assert.Single(second.Erasures!).File);
        Assert.Same(Content.Deliverables, second.Deliverables);
        Assert.Matches("^[0-9a-f]{64}$", second.Hash);
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.True(Chain.IsIntact(CanonicalJson.Write(second)));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_link_is_never_older_than_the_one_before(int seconds, bool refused)
    {
        ChainLink before = new(7, new string('a', 64), Views.At);

        var error = Record.Exception(() => Chain.Append(Content, before, Views.At.AddSeconds(seconds)));

        Assert.Equal(refused, error is ArgumentOutOfRangeException { ParamName: "now" });
        Assert.Equal(refused, error?.Message.Contains("never older", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void The_same_content_has_one_hash_and_other_content_another()
    {
        Assert.Equal(Chain.ContentHash(Content), Chain.ContentHash(Views.Plan(2)));
        Assert.NotEqual(Chain.ContentHash(Content), Chain.ContentHash(Views.Plan(3)));
        Assert.Matches("^[0-9a-f]{64}$", Chain.ContentHash(Content));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"hash":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8b" }""")]
    [InlineData("""{"hash":7}""")]
    [InlineData("[]")]
    [InlineData("""{"hash":"\ud800"}""")]
    public void A_file_that_is_not_canonical_or_names_no_hash_of_its_own_is_not_intact(string file) =>
        Assert.False(Chain.IsIntact(Encoding.UTF8.GetBytes(file)));

    [Fact]
    public void A_file_with_the_hash_of_all_the_rest_is_intact() => Assert.True(Chain.IsIntact(
        Encoding.UTF8.GetBytes("""{"hash":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}""")));
}
