using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>Who sees a partner's page, and who reports there.</summary>
public sealed class PartnerRightsTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_sees_its_own_partners_pages_and_no_other()
    {
        var (partner, other) = (await NewAsync(), await NewAsync());
        using var visitor = await PartnerVisitor.SignedInAsync(hubs.One, partner);
        var id = Assert.Single(visitor.Cookies).Value;

        Assert.True(await PartnerVisitor.IsInAsync(hubs.One, partner, id));
        Assert.False(await PartnerVisitor.IsInAsync(hubs.One, other, id));
        Assert.False(await PartnerVisitor.IsInAsync(hubs.One, other, id, "/template.csv"));
        using var office = await PartnerVisitor.OpenAsync(hubs.One, "/office/plans", id);
        Assert.Equal(HttpStatusCode.SeeOther, office.StatusCode);
    }

    [Theory]
    [InlineData(SessionRole.Reader)]
    [InlineData(SessionRole.Editor)]
    public async Task The_office_reads_the_page_and_cannot_report_there(SessionRole role)
    {
        var partner = await NewAsync();
        using var visitor = new Visitor(hubs.One);
        var session = await hubs.One.Get<TableSessions>().AddAsync(role, "Rita", null, HubApp.AdminKey, Stop);
        visitor.Use(session);
        var page = await visitor.OpenAsync($"/partners/{partner.Id}");
        Assert.Empty(page.QuerySelectorAll("input[type=file]"));

        (string Path, string Function)[] forms =
        [
            ($"plans/{Plan(page)}/items/d1", "ReportOnItem"),
            ("spreadsheet", "UploadUpdates"),
        ];
        foreach (var (path, function) in forms)
        {
            var token = hubs.One.Get<FormTokens>().Of(session, function);
            var fields = new Dictionary<string, string> { ["status"] = "atRisk", ["asAt"] = "2022-05-24" };
            fields[FormTokens.Field] = token;
            var (status, refusal) = await visitor.PostAsync($"/partners/{partner.Id}/{path}", fields);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("Only the partner itself", refusal.MainText(), StringComparison.Ordinal);
        }

        Assert.Null((await hubs.One.Plans.FindItemAsync(Plan(page), "d1", Stop))!.Item.State.AsAt);
    }

    private static string Plan(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelector("a[href*='/plans/']")!.GetAttribute("href")!.Split('/')[4];

    private async Task<Sender> NewAsync() => (await hubs.NewPartnerAsync(await hubs.NewPlanAsync())).One;
}
