using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Snapshots;

public sealed class DeadlineCalendarTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_calendar_stays_as_it_is_until_dates_or_words_of_a_plan_change()
    {
        await using var app = await HubApp.StartAsync(azurite);
        await app.EnterSampleAsync("kirklees");
        await app.PublishAsync("kirklees");
        var first = await app.TextFileAsync("kirklees/deadlines.ics");
        for (var report = 1; report <= 2; report++)
        {
            var at = Views.At.AddMinutes(report - 60);
            await app.ReportAsync(
                new Update
                {
                    Plan = "kirklees",
                    Deliverable = "3.2",
                    AsAt = at,
                    Health = Health.AtRisk,
                    Summary = $"Report {report}.",
                });
            await app.PublishAsync("kirklees");
        }

        Assert.Equal(first, await app.TextFileAsync("kirklees/deadlines.ics"));
        Assert.DoesNotContain("SEQUENCE:4", first, StringComparison.Ordinal);

        await app.EnterSampleAsync(
            "kirklees",
            plan => plan["items"]!.AsArray().Single(i => (string?)i!["id"] == "3.2")!["title"] = "Extra care homes");
        await app.PublishAsync("kirklees");
        var events = (await app.TextFileAsync("kirklees/deadlines.ics"))
            .Split("BEGIN:VEVENT")
            .Where(e => e.Contains("UID:kirklees_3.2_", StringComparison.Ordinal));
        Assert.All(events, e => Assert.Contains("SEQUENCE:4\r\n", e, StringComparison.Ordinal));
    }
}
