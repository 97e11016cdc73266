using System.Runtime.CompilerServices;
using HubFunctions.Plans;
using HubFunctions.Snapshots;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Texts that must wait and texts that must not, by kind: <c>corpus.tsv</c>, and <c>held-out.tsv</c>, by which nothing
/// was tuned.</summary>
public sealed class GuardCorpusTests
{
    private const double Allowed = 0.01;

    [Theory]
    [InlineData("corpus.tsv", 200)]
    [InlineData("held-out.tsv", 80)]
    public void Errs_on_at_most_one_text_in_a_hundred_in_either_direction(string file, int least)
    {
        var rows = Read(file);
        foreach (var (verdict, all) in rows.GroupBy(r => r.Verdict).Select(g => (g.Key, g.ToList())))
        {
            Assert.True(all.Count >= least, $"{file} has {all.Count} texts to {verdict}");
            var wrong = all.Where(r => DisclosureGuard.Reason(r.Text) is null == (verdict == "hold"))
                .Select(r => $"{r.Kind}: {r.Text}")
                .ToList();
            Assert.True(wrong.Count <= Allowed * all.Count, $"wrong to {verdict}: {string.Join(" | ", wrong)}");
        }
    }

    [Fact]
    public void Names_each_kind_of_identifier_in_its_reason()
    {
        var reasons = new Dictionary<string, string>
        {
            ["phone"] = "a phone number",
            ["nhs"] = "an NHS number",
            ["email"] = "an e-mail address",
            ["address"] = "a home address",
            ["dob"] = "a date of birth",
            ["count"] = "a small count of people (1 to 4)",
        };
        foreach (var row in Read("corpus.tsv").Where(r => r.Verdict == "hold"))
            Assert.Equal((row.Text, reasons[row.Kind]), (row.Text, DisclosureGuard.Reason(row.Text)));
    }

    [Theory]
    [InlineData("07700900123")]
    [InlineData("jane.doe-at-example.org")]
    [InlineData("943.476.5919")]
    [InlineData("3-patients-died")]
    public void Holds_an_identifier_back_that_tells_of_a_person(string id) => Assert.NotNull(DisclosureGuard.ReasonOfId(id));

    [Theory]
    [InlineData("homes-built")]
    [InlineData("type-2-patients")]
    [InlineData("2.1.1")]
    public void Lets_an_ordinary_identifier_through(string id) => Assert.Null(DisclosureGuard.ReasonOfId(id));

    [Theory]
    [InlineData(2, null, "Deaths", true)]
    [InlineData(3, "number", "Patients", true)]
    [InlineData(3, "people", "Helped", true)]
    [InlineData(3, null, "Homes for older people", false)]
    [InlineData(3, "homes", "Families housed", false)]
    [InlineData(2, null, "Children's centres", false)]
    [InlineData(2, "per 100,000", "Deaths", false)]
    [InlineData(3, "%", "Residents satisfied", false)]
    [InlineData(5, null, "Deaths", false)]
    public void Tells_a_small_count_of_people_by_the_head_of_its_name(int value, string? unit, string name, bool expected) =>
        Assert.Equal(expected, DisclosureGuard.IsSmallCount(value, unit, name));

    [Fact]
    public void Judges_a_text_as_it_will_be_published()
    {
        string? Shown(string text) => new PublicText(PublicRules.Current).Of("i", "title", text, PublicText.Title);
        Assert.Null(Shown("Ring 07700\uE000900123"));
        Assert.NotNull(Shown(new string('a', PublicText.Title) + " 07700 900123"));
    }

    private static List<(string Verdict, string Kind, string Text)> Read(string file, [CallerFilePath] string here = "") =>
        [
            .. File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, file))
                .Select(l => l.Split('\t'))
                .Select(c => (c[0], c[1], c[2])),
        ];
}
