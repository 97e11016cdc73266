using System.Text.Json;
using HubFunctions.Tests.Samples;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

[Collection(nameof(PublishedSamples))]
public sealed class ReaderTests(PublishedSamples samples)
{
    [Fact]
    public async Task Readers_written_elsewhere_accept_feed_calendar_and_spreadsheet()
    {
        var read = await BrowserPages.CheckAsync("Snapshots/read-files.mjs", new
        {
            feed = await samples.TextAsync("kirklees/feed.atom"),
            calendar = await samples.TextAsync("kirklees/deadlines.ics"),
            csv = await samples.TextAsync("kirklees/items.csv"),
        });
        var entries = read.GetProperty("feed").GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(PublishedSamples.Snapshots, entries.Count);
        Assert.Equal(entries.Count, entries.Select(e => e.GetProperty("id").GetString()).Distinct().Count());
        Assert.Contains("50 homes are finished.", entries[0].GetProperty("text").GetString(), StringComparison.Ordinal);

        var extraCare = read.GetProperty("events")
            .EnumerateArray()
            .Where(e => e.GetProperty("uid").GetString()!.StartsWith("kirklees_3.2_", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(["2022-05-31", "2023-05-31"], extraCare.Select(e => e.GetProperty("start").GetString()).Order());
        Assert.All(extraCare, e => Assert.True(e.GetProperty("allDay").GetBoolean()));
        Assert.InRange(read.GetProperty("longest").GetInt32(), 1, 75);

        var rows = read.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(SampleFiles.Items("kirklees").Length, rows.Count);
        Assert.Equal("Complete", rows.Single(r => r.GetProperty("id").GetString() == "6.2").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Object, rows[0].ValueKind);
    }
}
