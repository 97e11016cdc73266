using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Updates;

public sealed class SilentPartnerTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Notices_who_has_not_reported_within_the_plans_rhythm()
    {
        var app = await hub.AnotherAsync();
        var (heard, silent) = (await UpdatesHub.NewPartnerAsync(app), await UpdatesHub.NewPartnerAsync(app));
        await heard.SignedAsync(Sender.Update("d1"), "m1");
        var partners = await app.Get<TablePartnerStore>().ListAsync(TestContext.Current.CancellationToken);
        var plan = (await app.Plans.FindAsync("town", TestContext.Current.CancellationToken))!;

        IEnumerable<(string, string?)> On(DateOnly today) =>
            SilentPartners.Of(partners, [plan], today).Select(s => (s.Partner, s.LastHeard?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

        // Both were entered, and one was heard, on 24 May; the rhythm is a quarter.
        Assert.Empty(On(new(2022, 8, 24)));
        Assert.Equal([(heard.Id, "2022-05-24"), (silent.Id, null)], On(new(2022, 8, 25)));
    }

    [Fact]
    public void A_partner_with_nothing_open_owes_nothing()
    {
        var partner = new Partner { Id = "museum", Items = ["town/d1"] };
        var plan = new StoredPlan(new StoredHeader(new PlanHeader { Id = "town", Title = "Town", ReferenceDate = new(2022, 1, 1) }, null, 1, default), []);
        Assert.Empty(SilentPartners.Of([partner], [plan], new(2030, 1, 1)));
    }
}
