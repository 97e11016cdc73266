using HubFunctions.Tests.Snapshots;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

public sealed class PlanListTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_list_of_plans_goes_on_over_the_page_where_there_are_many()
    {
        await using var app = await HubApp.StartAsync(azurite);
        using var visitor = await Visitor.SignedInAsync(app);
        await Parallel.ForAsync(
            0,
            101,
            TestContext.Current.CancellationToken,
            async (n, _) => await app.PutAsync($"plan{n:D3}", items: 1));
        var first = await PageAsync("/office/plans");
        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"/office/plans/plan{n:D3}"), first.Links);
        Assert.Equal("/office/plans?after=plan099", first.Next);
        var last = await PageAsync(first.Next!);
        Assert.Equal(["/office/plans/plan100"], last.Links);
        Assert.Null(last.Next);

        async Task<(IEnumerable<string?> Links, string? Next)> PageAsync(string address)
        {
            var page = await visitor.OpenAsync(address);
            return (
                page.QuerySelectorAll(".office-card h2 a").Select(a => a.GetAttribute("href")),
                page.QuerySelector("a[rel=next]")?.GetAttribute("href"));
        }
    }
}
