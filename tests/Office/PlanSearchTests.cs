using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>A plan's list is searched by its address alone.</summary>
public sealed class PlanSearchTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("?q=jo+day", "d3", "All (1)")]
    [InlineData("?q=PLANNER", "d3", "All (1)")]
    [InlineData("?owner=lead", "d1 d2 d4", "All (3)")]
    [InlineData("?partner=Fire+service", "d1", "All (1)")]
    [InlineData("?owner=lead&q=a+p", "d1 d2", "All (2)")]
    [InlineData("?show=no-address&q=park", "d2", "Owner without address (1)")]
    public async Task Finds_items_by_words_owner_and_partner_with_counts_beside_the_filters(
        string query, string found, string counted)
    {
        await using var app = await HubApp.StartAsync(azurite);
        (await app.Office.PutJsonAsync("/api/plans/town", BulkChangeTests.Town)).EnsureSuccessStatusCode();
        using var visitor = await Visitor.SignedInAsync(app);

        var page = await visitor.OpenAsync("/office/plans/town" + query);

        var items = page.QuerySelectorAll(".office-card h2").Select(h => h.TextContent.Trim().Split(' ')[0]);
        Assert.Equal(found, string.Join(' ', items));
        Assert.Equal(counted, page.QuerySelector(".office-filters [aria-current]")!.TextContent);
        foreach (var link in page.QuerySelectorAll(".office-filters a"))
        {
            var shown = (await visitor.OpenAsync(link.GetAttribute("href")!)).QuerySelectorAll(".office-card").Length;
            Assert.EndsWith($"({shown})", link.TextContent, StringComparison.Ordinal);
        }
    }
}
