using System.Text.Json.Nodes;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

/// <summary>A forecast that cannot be read, or only with doubt, is stored and answered with how it was read.</summary>
public sealed class ForecastWarningTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Theory]
    [InlineData(
        "",
        "when we can",
        "/data/forecast: no date could be read in these words, so none is shown; send a date, a month or a quarter")]
    [InlineData(
        "?dryRun=true",
        "when we can",
        "/data/forecast: no date could be read in these words, so none is shown; send a date, a month or a quarter")]
    [InlineData(
        "",
        "Q3 2022",
        "/data/forecast: read as 31 December 2022, which is not certain; send the date itself if you mean another day")]
    [InlineData(
        "?dryRun=true",
        "Q3 2022",
        "/data/forecast: read as 31 December 2022, which is not certain; send the date itself if you mean another day")]
    public async Task A_doubtful_forecast_is_stored_with_a_warning(string query, string words, string warning) =>
        Assert.Equal([warning], await WarningsAsync(query, words));

    [Theory]
    [InlineData("30 June 2022")]
    [InlineData("by the end of September 2022")]
    public async Task A_plain_forecast_is_stored_without_one(string words) => Assert.Empty(await WarningsAsync("", words));

    private async Task<IEnumerable<string>> WarningsAsync(string query, string words)
    {
        var partner = await hub.NewPartnerAsync();
        var update = new { plan = "town", deliverable = "d2", asAt = "2022-05-20", forecast = words };

        var answer = await (await partner.SignedAsync(
                update,
                $"forecast-{words}-{query}".Replace(' ', '-').Replace('?', '-').Replace('=', '-'),
                query: query)).JsonAsync();

        Assert.Equal("stored", answer.Outcome());
        return answer["warnings"] is JsonArray warnings ? warnings.Select(w => w!.GetValue<string>()) : [];
    }
}
