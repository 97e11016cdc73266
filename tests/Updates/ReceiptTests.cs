using System.Net;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Updates;

public sealed class ReceiptTests(UpdatesHub hub) : IClassFixture<UpdatesHub>
{
    [Fact]
    public async Task Shows_what_was_stored_under_a_receipt()
    {
        var partner = await hub.NewPartnerAsync();
        var receipt = (await (await partner.SignedAsync(new[] { Sender.Update("d1"), Sender.Update("d2") },
            "m1")).JsonAsync()).Text("receipt");

        var shown = await (await partner.GetAsync($"receipts/{receipt}")).JsonAsync();

        Assert.Equal(receipt, shown.Text("receipt"));
        Assert.Equal(
            [("d1", 2), ("d2", 2)],
            shown["updates"]!.AsArray().Select(u => (u!.Text("deliverable"), u!["sequence"]!.GetValue<int>())));
        Assert.All(
            shown["updates"]!.AsArray(),
            u => Assert.StartsWith("2022-05-24T07:", u!.Text("at"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuses_receipts_that_were_altered_made_up_or_given_to_others()
    {
        var (one, two) = (await hub.NewPartnerAsync(), await hub.NewPartnerAsync());
        var receipt = (await (await one.SignedAsync(Sender.Update("d3"), "m1")).JsonAsync()).Text("receipt");
        var altered = receipt[..^1] + (receipt[^1] == '0' ? '1' : '0');

        Assert.Equal(HttpStatusCode.NotFound, (await two.GetAsync($"receipts/{receipt}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await one.GetAsync($"receipts/{altered}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await one.GetAsync("receipts/%F0%9F%8E%BC")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await hub.App.Anyone.GetAsync($"/api/partners/{one.Id}/receipts/{receipt}",
                TestContext.Current.CancellationToken)).StatusCode);
    }
}
