using System.Net;
using System.Net.Http.Headers;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>A plan that was brought in sends no mail before somebody has seen who would get it.</summary>
public sealed class StartPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Address = "/office/plans/town/reminders";

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
        using var file = new StringContent(
            "Title,Owner,Owner email,By when\nA path,Ann Lee,ann@town.example,31 May 2022\nA park,Bo Day,,June 2023\n");
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        (await _app.Office.PostAsync("/api/plans/town/import", file, Stop)).EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task Looking_at_the_preview_starts_nothing_and_the_button_does_once()
    {
        var page = await _visitor.OpenAsync(Address);
        Assert.Contains("To Ann Lee", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 open item has no owner, or one without an address", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@town.example", page.Body.TextContent, StringComparison.Ordinal);
        Assert.True((await HeaderAsync()).Plan.IsWaiting());

        var (status, after) = await _visitor.SendAsync(page, Address);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Reminders are started.", after.Body!.TextContent, StringComparison.Ordinal);
        var started = await HeaderAsync();
        Assert.False(started.Plan.IsWaiting());
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(page, Address)).Status);
        Assert.Equal(started.Sequence, (await HeaderAsync()).Sequence);
    }

    [Fact]
    public async Task Todays_line_leads_to_the_preview()
    {
        var link = Assert.Single((await _visitor.OpenAsync("/office")).QuerySelectorAll(".office-work a"));

        Assert.Equal(Address, link.GetAttribute("href"));
    }

    [Fact]
    public async Task A_plan_that_is_not_there_is_said_on_a_page() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/office/plans/none/reminders")).Status);

    private async Task<StoredHeader> HeaderAsync() => (await _app.Plans.FindHeaderAsync("town", Stop))!;
}
