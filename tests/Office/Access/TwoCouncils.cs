using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Access;

/// <summary>One hub for two councils: the town's people may see "town", and nothing in whose name, text or owner "zebra"
/// stands. Each has an item reported on, one refused, one held back, a round, a frozen pack and an import.</summary>
public sealed class TwoCouncils(AzuriteFixture azurite) : IAsyncLifetime
{
    public const string Other = "zebra-plan";
    public const string Board = "2022-06-22";

    private int _people;

    public HubApp App { get; private set; } = null!;

    internal Visitor Admin { get; private set; } = null!;

    /// <summary>Reports on both plans.</summary>
    public Sender Shared { get; private set; } = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public TableOfficePeople People => App.Get<TableOfficePeople>();

    public async ValueTask InitializeAsync()
    {
        App = await HubApp.StartAsync(azurite);
        Admin = await Visitor.SignedInAsync(App);
        await PutAsync(
            "town",
            "Town plan",
            "Town Council",
            "A path",
            new
            {
                id = "jo",
                name = "Jo Day",
                email = "jo@both.example",
            });
        await PutAsync(
            Other,
            "Zebra strategy",
            "Zebra Council",
            "Zebra crossing",
            new
            {
                id = "jo",
                name = "Zebra Jo",
                email = "jo@both.example",
            });
        var own = await UpdatesHub.NewPartnerAsync(App, new { name = "Town Trust", plans = new[] { "town" } }, "town-trust");
        var other = await UpdatesHub.NewPartnerAsync(App, new { name = "Zebra Trust", plans = new[] { Other } }, "zebra-trust");
        Shared = await UpdatesHub.NewPartnerAsync(App, new { name = "Both of us", plans = new[] { "town", Other } }, "both");
        await ReportAsync(own, "town", "A path");
        await ReportAsync(other, Other, "Zebra crossing");
        await ReportAsync(Shared, Other, "Zebra crossing");
        await Shared.SignedAsync(Update("town", "puce", "From both."), "both-town");
        await other.SignedAsync(Update("town", "green", "A zebra asks."), "zebra-at-town");
        foreach (var plan in (string[])["town", Other])
            await WorkAsync(plan);
    }

    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        await App.DisposeAsync();
    }

    /// <summary>An editor whom the tenant vouched for, limited to the town.</summary>
    public async Task<Session> LimitedAsync(PlanReach? reach = null, SessionRole role = SessionRole.Editor)
    {
        var account = $"oid:person-{Interlocked.Increment(ref _people)}";
        await People.SeenAsync(account, "Tilly Town", role, Stop);
        var limited = await People.LimitAsync(
            OfficePerson.IdOf(account), reach ?? new PlanReach(["town"], []), OfficePerson.VersionOf(null), "office", Stop);
        Assert.True(limited);
        return await App.Get<TableSessions>().AddAsync(role, "Tilly Town", null, HubApp.AdminKey, Stop, account);
    }

    internal async Task<Visitor> VisitorAsync(PlanReach? reach = null, SessionRole role = SessionRole.Editor)
    {
        var visitor = new Visitor(App);
        visitor.Use(await LimitedAsync(reach, role));
        return visitor;
    }

    public static object Update(string plan, string health, string summary) =>
        new { plan, deliverable = "d1", asAt = "2022-05-20T09:00:00Z", health, summary };

    private async Task PutAsync(string id, string title, string organisation, string item, object owner)
    {
        var plan = new
        {
            id,
            title,
            organisation,
            referenceDate = "2022-04-01",
            calendar = new { board = new[] { Board } },
            owners = new[] { owner },
            items = new object[]
            {
                new { id = "d1", title = item, owner = "jo", timescale = "by December 2022", partners = new[] { title } },
                new { id = "d2", title = $"{item} two", timescale = "ongoing" },
            },
        };
        (await App.Office.PutJsonAsync($"/api/plans/{id}", plan)).EnsureSuccessStatusCode();
    }

    /// <summary>A good update, one with a word that nobody knows, and one that is held back.</summary>
    private static async Task ReportAsync(Sender partner, string plan, string words)
    {
        await partner.SignedAsync(Update(plan, "amber", $"{words} is late. Ring 07700 900123."), $"{plan}-good");
        await partner.SignedAsync(Update(plan, "puce", $"{words} again."), $"{plan}-refused");
    }

    private async Task WorkAsync(string plan)
    {
        var address = $"/office/plans/{plan}";
        await Admin.SendAsync(await Admin.OpenAsync($"{address}/rounds"), $"{address}/rounds");
        await Admin.SendAsync(await Admin.OpenAsync($"{address}/packs/{Board}"), $"{address}/packs/{Board}");
        var wizard = new Wizard(Admin);
        await wizard.ToCheckAsync($"Ref,Action\nd3,{(plan == Other ? "Zebra park" : "A park")}\n", plan);
        await wizard.ApplyAsync();
        Assert.Contains("1 item added", wizard.Text, StringComparison.Ordinal);
    }
}
