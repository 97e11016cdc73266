using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office.Access;

/// <summary>People are limited to plans and organisations on a page, from their next press.</summary>
public sealed class LimitTests(TwoCouncils hub) : IClassFixture<TwoCouncils>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_who_signed_in_sees_all_plans_until_an_editor_limits_them()
    {
        const string account = "oid:una";
        await hub.People.SeenAsync(account, "Una Free", SessionRole.Reader, Stop);
        using var una = new Visitor(hub.App);
        una.Use(
            await hub
                .App.Get<TableSessions>()
                .AddAsync(SessionRole.Reader, "Una Free", null, Support.HubApp.AdminKey, Stop, account));
        Assert.Contains("Zebra strategy", await TextAsync(una, "/office/plans"), StringComparison.Ordinal);

        var list = await hub.Admin.OpenAsync("/office/people");
        Assert.NotNull(list.QuerySelector("main a[href='/office/access']"));
        var address = (await hub.Admin.OpenAsync("/office/access")).QuerySelectorAll(".office-card a")
            .Single(a => a.TextContent == "Una Free").GetAttribute("href")!;
        var (status, page) = await hub.Admin.SendAsync(
            await hub.Admin.OpenAsync(address), address, new() { ["limit"] = "some", ["organisation:Town Council"] = "yes" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("office: Ann Lee: all plans, then all of Town Council", page.Body!.TextContent, StringComparison.Ordinal);
        var plans = await TextAsync(una, "/office/plans");
        Assert.Contains("Town plan", plans, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebra", plans, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await una.GetAsync($"/office/plans/{TwoCouncils.Other}")).Status);
        await hub.Admin.SendAsync(await hub.Admin.OpenAsync(address), address, new() { ["limit"] = "all" });
        Assert.Contains("Zebra strategy", await TextAsync(una, "/office/plans"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_limited_changes_their_plan_and_nobodys_limits()
    {
        using var tilly = await hub.VisitorAsync();
        const string item = "/office/plans/town/items/d2";
        var (status, _) = await tilly.SendAsync(await tilly.OpenAsync(item), item, new() { ["owner"] = "jo" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("jo", (await hub.App.Plans.FindItemAsync("town", "d2", Stop))!.Item.Definition.Owner);
        Assert.Equal(HttpStatusCode.Forbidden, (await tilly.GetAsync("/office/access")).Status);
        Assert.Null((await tilly.OpenAsync("/office/people")).QuerySelector("a[href='/office/access']"));
    }

    [Fact]
    public async Task Of_two_editors_of_a_persons_limits_the_second_is_told()
    {
        await hub.People.SeenAsync("oid:two", "Tom Two", SessionRole.Reader, Stop);
        var address = $"/office/access/{OfficePerson.IdOf("oid:two")}";
        var (first, second) = (await hub.Admin.OpenAsync(address), await hub.Admin.OpenAsync(address));
        await hub.People.SeenAsync("oid:two", "Tom Two", SessionRole.Editor, Stop);
        await hub.Admin.SendAsync(first, address, new() { ["limit"] = "some", ["plan:town"] = "yes" });
        var again = await hub.Admin.SendAsync(first, address, new() { ["limit"] = "some", ["plan:town"] = "yes" });
        var (status, _) = await hub.Admin.SendAsync(
            second,
            address,
            new() { ["limit"] = "some", [$"plan:{TwoCouncils.Other}"] = "yes" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (again.Status, status));
        Assert.Equal(["town"], (await hub.People.ReachAsync("oid:two", Stop))!.Plans);
        Assert.Single(await hub.People.ChangesAsync(OfficePerson.IdOf("oid:two"), 10, Stop));
    }

    [Theory]
    [InlineData("some", "", "Choose at least one plan")]
    [InlineData("", "", "Choose all plans, or only some")]
    [InlineData("some", "plan:No id", "Choose among the plans")]
    public async Task Says_what_is_wrong_with_a_choice_and_stores_nothing(string limit, string box, string said)
    {
        await hub.People.SeenAsync("oid:wrong", "Will Wrong", SessionRole.Reader, Stop);
        var address = $"/office/access/{OfficePerson.IdOf("oid:wrong")}";
        var fields = new Dictionary<string, string> { ["limit"] = limit };
        if (box.Length > 0)
            fields[box] = "yes";
        var (status, page) = await hub.Admin.SendAsync(await hub.Admin.OpenAsync(address), address, fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(said, page.GetElementById("limit-error")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await hub.People.ReachAsync("oid:wrong", Stop));
    }

    [Fact]
    public async Task Somebody_entered_before_they_sign_in_sees_nothing_until_plans_are_chosen()
    {
        const string id = "0f0e0d0c-1111-4222-8333-444455556666";
        var (status, page) = await hub.Admin.SendAsync(
            await hub.Admin.OpenAsync("/office/access"), "/office/access", new() { ["name"] = "Nia New", ["account"] = id });

        Assert.Equal((HttpStatusCode.OK, "Nia New"), (status, page.QuerySelector("h1")!.TextContent));
        await hub.People.SeenAsync($"oid:{id}", "Nia Newer", SessionRole.Editor, Stop);
        Assert.Equal(PlanReach.Nothing.Plans, (await hub.People.ReachAsync($"oid:{id}", Stop))!.Plans);
        var wrong = await hub.Admin.SendAsync(
            await hub.Admin.OpenAsync("/office/access"), "/office/access", new() { ["name"] = "X", ["account"] = "x@y.example" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Fact]
    public async Task Who_is_limited_brings_files_into_their_plan_and_makes_no_new_one()
    {
        using var tilly = await hub.VisitorAsync();
        var wizard = new Wizard(tilly);
        await wizard.UploadAsync("Action\nA deed\n"u8.ToArray(), "x.csv");
        Assert.Equal(HttpStatusCode.BadRequest, wizard.Status);
        Assert.NotNull(wizard.Page.GetElementById("plan-error"));

        var session = await hub.LimitedAsync();
        using var una = new Visitor(hub.App);
        una.Use(session);
        wizard = new Wizard(una);
        await wizard.ToCheckAsync("Ref,Action\nd9,A deed\n", "town");
        var step = wizard.Step;
        var id = OfficePerson.IdOf(session.Account!);
        var reach = await hub.People.ReachAsync(session.Account!, Stop);
        await hub.People.LimitAsync(id, new PlanReach([TwoCouncils.Other], []), OfficePerson.VersionOf(reach), "office", Stop);

        Assert.Equal(HttpStatusCode.NotFound, (await una.GetAsync(step)).Status);
    }

    [Fact]
    public async Task Who_is_limited_gives_partners_rights_in_their_plans_alone()
    {
        using var tilly = await hub.VisitorAsync();
        var form = await tilly.OpenAsync("/office/new-partner");
        var beyond = await tilly.SendAsync(
            form,
            "/office/new-partner",
            new()
            {
                ["id"] = "nosy",
                ["name"] = "Nosy",
                ["plans"] = TwoCouncils.Other,
            });
        var item = await tilly.SendAsync(
            form,
            "/office/new-partner",
            new()
            {
                ["id"] = "nosy",
                ["name"] = "Nosy",
                ["plans"] = "town",
                ["items"] = $"{TwoCouncils.Other}/d1",
            });
        var within = await tilly.SendAsync(
            form,
            "/office/new-partner",
            new()
            {
                ["id"] = "tidy",
                ["name"] = "Tidy",
                ["plans"] = "town",
            });

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK),
            (beyond.Status, item.Status, within.Status));
        Assert.Null(await hub.App.Get<TablePartnerStore>().FindAsync("nosy", Stop));
        foreach (var address in (string[])["/office/partners/both", "/partners/both"])
            Assert.Equal(HttpStatusCode.NotFound, (await tilly.GetAsync(address)).Status);
        Assert.Contains("Both of us", await TextAsync(tilly, "/office/partners"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_update_of_a_shared_partner_is_not_corrected_into_another_plan()
    {
        using var tilly = await hub.VisitorAsync();
        var (entries, _) = await hub.App.Get<Quarantine>().ListAsync("both", null, 50, Stop);
        var address = $"/office/refused/{entries.Single(e => e.Plan == "town").Id}";
        var form = await tilly.OpenAsync(address);
        var fields = Visitor.Fields(form, address, "update-health", "green");
        fields["update-plan"] = TwoCouncils.Other;
        var (status, _) = await tilly.PostAsync(address, fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(await hub.App.Get<Quarantine>().FindAsync(address.Split('/')[^1], Stop));
    }

    private static async Task<string> TextAsync(Visitor visitor, string address) =>
        (await visitor.OpenAsync(address)).Body!.TextContent;
}
