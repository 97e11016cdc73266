using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class StatusWordTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    private static readonly object Words = new
    {
        name = "Museum",
        plans = new[] { "town" },
        statusWords = new Dictionary<string, object>
        {
            ["Amber"] = new { health = "onTrack" },
            ["blue"] = new { lifecycle = "complete", health = "notApplicable" },
            ["under way"] = "inProgress",
        },
    };

    [Theory]
    [InlineData("health", "AMBER", Lifecycle.InProgress, Health.OnTrack)]
    [InlineData("health", " am-ber ", Lifecycle.InProgress, Health.OnTrack)]
    [InlineData("health", "Blue", Lifecycle.Complete, Health.NotApplicable)]
    [InlineData("lifecycle", "BLUE", Lifecycle.Complete, Health.NotApplicable)]
    [InlineData("lifecycle", "Underway", Lifecycle.InProgress, Health.NotReported)]
    [InlineData("health", "Off track", Lifecycle.InProgress, Health.OffTrack)]
    [InlineData("lifecycle", "not_started", Lifecycle.NotStarted, Health.NotApplicable)]
    public async Task Maps_a_partners_words_to_the_two_axes(string field, string word, Lifecycle lifecycle, Health health)
    {
        var app = await hub.AnotherAsync();
        var partner = await UpdatesHub.NewPartnerAsync(app, Words, "museum");

        await partner.SignedAsync(
            new Dictionary<string, string>
            {
                ["plan"] = "town",
                ["deliverable"] = "d1",
                ["asAt"] = "2022-05-20",
                [field] = word,
            },
            "m1");

        var state = (await app.Plans.FindItemAsync("town", "d1", TestContext.Current.CancellationToken))!.Item.State;
        Assert.Equal((lifecycle, health), (state.Lifecycle, state.Health));
    }

    [Fact]
    public async Task Lists_the_known_words_to_who_uses_another()
    {
        var partner = await hub.NewPartnerAsync(Words);

        var error = (await (await partner.SignedAsync(Sender.Update(health: "mauve"), "m1")).JsonAsync()).Error();

        Assert.All(
            (string[])["onTrack", "atRisk", "Amber", "blue", "under way"],
            word => Assert.Contains(word, error.Text("detail"), StringComparison.Ordinal));
    }
}
