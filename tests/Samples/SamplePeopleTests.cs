using System.Text.RegularExpressions;

namespace HubFunctions.Tests.Samples;

public sealed partial class SamplePeopleTests
{
    [GeneratedRegex(@"[\w.+-]+@[\w.-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    [Fact]
    public void Every_address_is_under_an_example_domain()
    {
        string[] files = [.. SampleFiles.PlanIds.Select(p => $"plans.{p}"), "partners", "updates", "updates-later"];
        var addresses = files.SelectMany(f => Address().Matches(SampleFiles.Text(f))).Select(m => m.Value).ToArray();
        Assert.NotEmpty(addresses);
        Assert.All(addresses, a => Assert.EndsWith(".example", a, StringComparison.Ordinal));
    }

    [Fact]
    public void One_councillor_answers_for_six_priorities_and_twelve_deliverables()
    {
        var owned = SampleFiles.Items("kirklees").Where(i => i.Text("owner") == "musarrat-khan")
            .CountBy(i => i.Text("level")!).ToDictionary();
        Assert.Equal((6, 12), (owned["priority"], owned["deliverable"]));
        var owner = SampleFiles.Plan("kirklees").List("owners").Single(o => o.Text("id") == "musarrat-khan");
        Assert.Equal("Councillor Musarrat Khan", owner.Text("name"));
        Assert.NotNull(owner.Text("deputy"));
        Assert.Equal("board-secretary", owner.Text("escalateTo"));
    }

    [Fact]
    public void Only_office_holders_are_named_in_public() =>
        Assert.Equal(
            ["Councillor Musarrat Khan", "Jo Webster"],
            SampleFiles.PlanIds.SelectMany(p => SampleFiles.Plan(p).List("owners"))
                .Where(o => o.Flag("publicName")).Select(o => o.Text("name")!));

    [Theory]
    [InlineData(
        "westminster-kc",
        "Fire Service|NHS|Resident Voice|Local Authorities|VCS|Agents and developers|Local organisations and "
            + "communities|Outreach services|Integrated Care System")]
    [InlineData(
        "kirklees",
        "CCG|Providers|Kirklees Care Association|Place-based partnership|KAL|Community champions|Volunteers|Citizens|Family "
            + "carers|Wellness Service|Community Links|Community Plus|Eden's Forest|CLEAR")]
    [InlineData(
        "leicestershire",
        "NHS|Leicestershire County Council|Healthwatch|Office of the Police and Crime Commissioner|Police|District and Borough "
            + "representatives|Other agencies")]
    [InlineData(
        "wakefield",
        "Citizens Advice|Residents First Group|NHS|Wakefield Council|Spectrum Heath|Housing agencies|Health agencies|Care "
            + "Link|Groundswell UK|Employers|Local businesses|Wakefield District Health and Care Partnership")]
    [InlineData(
        "cheshire-west",
        "Neighbourhood bodies|NHS|Other partners|Residents|Communities|Local carers|Care providers|Wider partners|Multi-agency "
            + "partners|Police|Health services|Advocates")]
    public void Every_partner_of_the_source_is_named(string plan, string names)
    {
        var named = SampleFiles.Items(plan).SelectMany(i => i.List("partners")).Select(p => p.GetString()).ToHashSet();
        Assert.Equal(names.Split('|').Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_misspelt_partner_stays_as_submitted_and_is_an_alias_of_one_organisation()
    {
        Assert.Contains("Spectrum Heath", SampleFiles.Item("wakefield", "3-i4").List("partners").Select(p => p.GetString()));
        var spectrum = SampleFiles.Plan("wakefield").List("organisations").Single(o => o.Text("name") == "Spectrum Health");
        Assert.Equal(["Spectrum Heath"], spectrum.List("aliases").Select(a => a.GetString()));
    }
}
