using System.Net;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>The office sends a test message as a partner would: signed, through the partner's own door, storing
/// nothing.</summary>
public sealed class TestMessageTests(AzuriteFixture azurite) : TownPages(azurite)
{
    [Fact]
    public async Task Says_which_items_and_words_are_understood_and_stores_nothing()
    {
        await PutAsync(new { name = "Trust", plans = new[] { "town" }, statusWords = new { puce = new { health = "atRisk" } } });
        var before = (await App.Plans.FindAsync("town", Stop))!;

        var text = await SendAsync();

        Assert.Contains("All is understood: 2 updates.", text, StringComparison.Ordinal);
        Assert.Contains("“green” for town, d1 A path: understood", text, StringComparison.Ordinal);
        Assert.Contains("“puce” for town, d1 A path: understood", text, StringComparison.Ordinal);
        var after = (await App.Plans.FindAsync("town", Stop))!;
        Assert.Equal(before.Stored.Select(s => s.ETag), after.Stored.Select(s => s.ETag));
        Assert.Empty((await App.Get<Quarantine>().ListAsync(null, null, 10, Stop)).Entries);
    }

    [Fact]
    public async Task Takes_one_open_item_that_the_partner_may_report_on()
    {
        await PutAsync(new { name = "Trust", items = new[] { "town/d2" } });

        Assert.Contains("“green” for town, d2 A park: understood", await SendAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partner_with_nothing_to_report_on_is_told_so_and_a_missing_one_is_none()
    {
        await PutAsync(new { name = "Trust", plans = new[] { "elsewhere" } });
        Assert.Contains("Nothing was sent", await SendAsync(), StringComparison.Ordinal);

        var fields = Visitor.Fields(await Editor.OpenAsync("/office/partners/trust"), "/office/partners/trust/test");
        Assert.Equal(HttpStatusCode.NotFound, (await Editor.PostAsync("/office/partners/nobody/test", fields)).Status);
    }

    [Fact]
    public async Task Works_after_a_rotation_and_shows_no_secret()
    {
        await PutAsync(new { name = "Trust", plans = new[] { "town" } });
        await App.Office.PostAsync("/api/partners/trust/rotate?revoke=true", null, Stop);

        var text = await SendAsync();

        Assert.Contains("All is understood", text, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", text, StringComparison.Ordinal);
    }

    private async Task PutAsync(object partner) =>
        (await App.Office.PutJsonAsync("/api/partners/trust", partner)).EnsureSuccessStatusCode();

    private async Task<string> SendAsync()
    {
        const string address = "/office/partners/trust";
        var (status, page) = await Editor.SendAsync(await Editor.OpenAsync(address), $"{address}/test");
        Assert.Equal(HttpStatusCode.OK, status);
        return OneLine.Of(page.QuerySelector("main")!.TextContent);
    }
}
