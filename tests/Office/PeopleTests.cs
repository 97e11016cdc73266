using System.Net;
using HubFunctions.Plans;
using HubFunctions.Reminders;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>Owners over all plans, edited without replacing a plan.</summary>
public sealed class PeopleTests(AzuriteFixture azurite) : TownPages(azurite)
{
    private const string Jo = "/office/people/town/jo";
    private const string Lead = "/office/people/town/lead";

    [Fact]
    public async Task An_address_a_deputy_and_an_escalation_are_stored_and_no_item_is_touched()
    {
        var open = await Editor.OpenAsync(Lead);
        var patched = await Editor.OpenAsync("/office/plans/town/items/d1");
        await Editor.SendAsync(patched, "/office/plans/town/items/d1", new() { ["owner"] = "" });

        var (status, page) = await Editor.SendAsync(
            open, Lead, new() { ["email"] = " lead@town.example ", ["deputy"] = "jo", ["escalateTo"] = "jo" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("lead@town.example", page.GetElementById("email")!.GetAttribute("value"));
        var stored = (await App.Plans.FindAsync("town", Stop))!;
        var lead = new Owner { Id = "lead", Role = "Lead", Email = "lead@town.example", Deputy = "jo", EscalateTo = "jo" };
        Assert.Equal(lead, stored.Plan.OwnerOf("lead"));
        Assert.Equal([2, 1, 1, 1], stored.Items.Select(i => i.Sequence));
        Assert.Null(stored.Items[0].Definition.Owner);
        var entry = (await App.Plans.HistoryAsync("town", StoredHeader.HistoryId, null, 1, Stop))[0];
        Assert.Equal(("office: Ann Lee", "Owner lead: address, deputy, escalation changed"), (entry.By, entry.Reason));
    }

    [Theory]
    [InlineData("email", "lead at town", "email")]
    [InlineData("email", "a@b.example, c@d.example", "email")]
    [InlineData("deputy", "nobody-known", "deputy")]
    [InlineData("role", "", "name")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string field, string value, string at)
    {
        var (status, page) = await Editor.SendAsync(await Editor.OpenAsync(Lead), Lead, new() { [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{at}-error"));
        Assert.Equal(1, (await App.Plans.FindHeaderAsync("town", Stop))!.Sequence);
    }

    [Fact]
    public async Task Two_editors_of_two_owners_both_succeed_and_the_second_of_one_owner_is_told()
    {
        var (jo, lead, same) = (await Editor.OpenAsync(Jo), await Editor.OpenAsync(Lead), await Editor.OpenAsync(Lead));

        Assert.Equal(HttpStatusCode.OK, (await Editor.SendAsync(jo, Jo, new() { ["role"] = "Head of planning" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Editor.SendAsync(lead, Lead, new() { ["name"] = "Lee Ray" })).Status);
        var (status, page) = await Editor.SendAsync(same, Lead, new() { ["name"] = "Lou Ray" });

        Assert.Equal((HttpStatusCode.Conflict, "Lou Ray"), (status, page.GetElementById("name")!.GetAttribute("value")));
        Assert.Equal(["Lee Ray", "Jo Day"], (await App.Plans.FindHeaderAsync("town", Stop))!.Plan.Owners.Select(o => o.Name));
        Assert.Equal(HttpStatusCode.OK, (await Editor.SendAsync(page, Lead)).Status);
        Assert.Equal("Lou Ray", (await App.Plans.FindHeaderAsync("town", Stop))!.Plan.OwnerOf("lead")!.Name);
    }

    [Fact]
    public async Task The_same_press_twice_changes_once_and_adds_one_owner()
    {
        var (edit, add) = (await Editor.OpenAsync(Lead), await Editor.OpenAsync("/office/people/town"));
        Dictionary<string, string> fields = new() { ["name"] = "Jo Day", ["email"] = "other.jo@town.example" };
        for (var n = 0; n < 2; n++)
        {
            Assert.Equal(HttpStatusCode.OK, (await Editor.SendAsync(edit, Lead, new() { ["name"] = "Lee Ray" })).Status);
            Assert.Equal(HttpStatusCode.OK, (await Editor.SendAsync(add, "/office/people/town", fields)).Status);
        }

        var header = (await App.Plans.FindHeaderAsync("town", Stop))!;
        Assert.Equal((3, 3), (header.Sequence, header.Plan.Owners.Count));
        Assert.Equal(("jo-day", "other.jo@town.example"), (header.Plan.Owners[2].Id, header.Plan.Owners[2].Email));
    }

    [Fact]
    public async Task An_address_that_bounced_is_named_and_tried_again_when_the_office_says_so()
    {
        var ledger = App.Get<IReminderLedger>();
        await ledger.BounceAsync(new Bounce(Recipient.IdentityOf("jo@town.example"), "bounce", DateTimeOffset.UnixEpoch), Stop);
        var list = await Editor.OpenAsync("/office/people?show=bounced");
        Assert.Equal(Jo, Assert.Single(list.QuerySelectorAll(".office-card a")).GetAttribute("href"));
        var page = await Editor.OpenAsync(Jo);
        var notice = page.QuerySelector(".govuk-inset-text")!.TextContent;
        Assert.Contains("Reminders go to Programme office.", notice, StringComparison.Ordinal);

        var (status, after) = await Editor.SendAsync(page, $"{Jo}/reach");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("is tried again", after.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await ledger.StateAsync(Stop)).Bounces);
        Assert.Equal(HttpStatusCode.OK, (await Editor.SendAsync(page, $"{Jo}/reach")).Status);
    }

    [Fact]
    public async Task All_open_items_of_an_owner_move_to_another_in_one_act_with_a_reason()
    {
        const string changes = "/office/plans/town/changes";
        var (_, preview) = await Editor.SendAsync(
            await Editor.OpenAsync(Lead), changes, new() { ["new-owner"] = "jo", ["reason"] = "The lead has left" });
        Assert.Equal(3, preview.QuerySelectorAll(".office-preview").Length);

        await Editor.PostAsync(changes, Visitor.Fields(preview, changes, first: true));

        Assert.All((await App.Plans.FindAsync("town", Stop))!.Items, i => Assert.Equal("jo", i.Definition.Owner));
        var idle = await Editor.OpenAsync("/office/people?show=idle");
        Assert.Equal(Lead, Assert.Single(idle.QuerySelectorAll(".office-card a")).GetAttribute("href"));
    }

    [Theory]
    [InlineData("?q=TOWN.example", 1)]
    [InlineData("?q=lead", 1)]
    [InlineData("?show=no-address", 1)]
    [InlineData("?show=away", 0)]
    [InlineData("", 2)]
    public async Task Lists_owners_of_all_plans_with_addresses_and_filters(string query, int count) =>
        Assert.Equal(count, (await Editor.OpenAsync("/office/people" + query)).QuerySelectorAll(".office-card").Length);

    [Theory]
    [InlineData("/office/people/none")]
    [InlineData("/office/people/town/none")]
    [InlineData("/office/people/town/%3Cb%3E")]
    public async Task What_is_not_there_is_said_on_a_page(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Editor.GetAsync(address)).Status);
}
