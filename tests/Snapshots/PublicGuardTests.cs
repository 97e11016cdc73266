using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

/// <summary>What must not get out through the smaller doors of a snapshot.</summary>
public sealed class PublicGuardTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Holds_back_an_address_in_the_source_of_a_measure()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.PutAsync("town", 1);
        var figure = new MeasureValue { Id = "homes", Value = 120, Source = "Ask jane.doe@example.org" };
        await app.ReportAsync(
            new Update
            {
                Plan = "town",
                Deliverable = "d1",
                AsAt = new(2022, 5, 20, 9, 0, 0, TimeSpan.Zero),
                Measures = [figure],
            });

        await app.PublishAsync("town");

        var latest = await app.TextFileAsync("town/latest.json");
        Assert.Contains("\"homes\"", latest, StringComparison.Ordinal);
        Assert.DoesNotContain("jane.doe", latest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_is_not_published_is_in_no_file_and_neither_is_what_stands_below_it()
    {
        await using var app = await HubApp.StartAsync(azurite);
        var plan = new
        {
            id = "town",
            title = "Town",
            referenceDate = "2022-01-01",
            items = new object[]
            {
                new { id = "open", title = "Everybody may know" },
                new { id = "shut", title = "Kept inside", published = false },
                new { id = "below", title = "Kept below", parent = "shut" },
            },
        };
        (await app.Office.PutJsonAsync("/api/plans/town", plan)).EnsureSuccessStatusCode();

        await app.PublishAsync("town");

        foreach (var name in HubFunctions.Snapshots.Renderings.Names.Where(n => !n.EndsWith(".svg", StringComparison.Ordinal)))
            Assert.DoesNotContain("Kept ", await app.TextFileAsync($"town/{name}"), StringComparison.Ordinal);
        Assert.Contains("Everybody may know", await app.TextFileAsync("town/latest.json"), StringComparison.Ordinal);
    }
}
