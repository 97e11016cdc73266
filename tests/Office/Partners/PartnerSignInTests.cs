using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>A partner's token is exchanged for a session, which ends with the token.</summary>
public sealed class PartnerSignInTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_session_the_page_leads_to_sign_in_and_from_there_back()
    {
        var partner = await NewAsync();
        using var visitor = new Visitor(hubs.One, follows: false);
        using var sent = await visitor.Client.GetAsync($"/partners/{partner.Id}?q=path", Stop);
        Assert.Equal($"/partners/{partner.Id}/sign-in?from=%2Fpartners%2F{partner.Id}%3Fq%3Dpath",
            sent.Headers.Location!.OriginalString);

        using var answer = await visitor.Client.PostAsync(
            $"/partners/{partner.Id}/sign-in",
            new FormUrlEncodedContent(Visitor.Fields(await visitor.OpenAsync(sent.Headers.Location.OriginalString),
                $"/partners/{partner.Id}/sign-in", new() { ["token"] = partner.Token })),
            Stop);

        Assert.Equal((HttpStatusCode.SeeOther, $"/partners/{partner.Id}?q=path"),
            (answer.StatusCode, answer.Headers.Location!.OriginalString));
        Assert.DoesNotContain(visitor.Cookies, c => c.Value.Contains(partner.Token, StringComparison.Ordinal));
        Assert.Contains("A partner", (await visitor.OpenAsync($"/partners/{partner.Id}")).MainText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/office")]
    [InlineData("/partners/another")]
    [InlineData("/partners/{0}er/template.csv")]
    public async Task Signing_in_never_leads_to_another_page_than_the_partners_own(string from)
    {
        var partner = await NewAsync();
        using var visitor = new Visitor(hubs.One, follows: false);
        var to = from.Replace("{0}", partner.Id, StringComparison.Ordinal);
        var fields = new Dictionary<string, string> { ["token"] = partner.Token, ["from"] = to };

        using var answer = await visitor.Client
            .PostAsync($"/partners/{partner.Id}/sign-in", new FormUrlEncodedContent(fields), Stop);

        Assert.Equal($"/partners/{partner.Id}", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Neither_another_partners_token_nor_the_secret_nor_the_offices_key_is_taken()
    {
        var (partner, other) = (await NewAsync(), await NewAsync());
        using var visitor = new Visitor(hubs.One);

        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SignInAsync(partner, other.Token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SignInAsync(partner, HubApp.AdminKey)).Status);
        var (status, page) = await visitor.SignInAsync(partner, partner.Secret);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("begins with hub_", page.GetElementById("token-error")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(visitor.Cookies);
        hubs.Clock.Shift += TimeSpan.FromMinutes(2);
    }

    [Fact]
    public async Task Five_wrong_tokens_a_minute_are_looked_at_for_all_instances_together()
    {
        var partner = await NewAsync();
        using var one = new Visitor(hubs.One);
        using var two = new Visitor(hubs.Two);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(n => (n % 2 == 0 ? one : two).SignInAsync(partner, $"hub_wrong_{n}")));

        Assert.Equal((5, 7), (answers.Count(a => a.Status == HttpStatusCode.Forbidden),
            answers.Count(a => a.Status == HttpStatusCode.TooManyRequests)));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await one.SignInAsync(partner)).Status);
        hubs.Clock.Shift += TimeSpan.FromSeconds(61);
        Assert.Equal(HttpStatusCode.OK, (await one.SignInAsync(partner)).Status);
    }

    [Fact]
    public async Task A_revoked_token_ends_its_session_everywhere_when_the_answer_says()
    {
        var partner = await NewAsync();
        using var visitor = await PartnerVisitor.SignedInAsync(hubs.One, partner);
        var id = Assert.Single(visitor.Cookies).Value;
        Assert.True(await PartnerVisitor.IsInAsync(hubs.Two, partner, id));

        await hubs.One.Office.PostAsync($"/api/partners/{partner.Id}/rotate?revoke=true", null, Stop);

        Assert.False(await PartnerVisitor.IsInAsync(hubs.One, partner, id));
        hubs.Clock.Shift += PartnerDirectory.RevokedWithin;
        Assert.False(await PartnerVisitor.IsInAsync(hubs.Two, partner, id));
    }

    [Fact]
    public async Task A_retired_token_keeps_its_session_for_as_long_as_it_works_itself()
    {
        var partner = await NewAsync();
        using var visitor = await PartnerVisitor.SignedInAsync(hubs.One, partner);
        var id = Assert.Single(visitor.Cookies).Value;
        var answer = await (await hubs.One.Office.PostAsync($"/api/partners/{partner.Id}/rotate", null, Stop)).JsonAsync();
        hubs.Clock.Shift += PartnerDirectory.RevokedWithin;

        Assert.True(await PartnerVisitor.IsInAsync(hubs.Two, partner, id));
        using var renewed = await PartnerVisitor
            .SignedInAsync(hubs.Two, partner.With(answer.Text("signingSecret"), answer.Text("token")));
        Assert.True(await PartnerVisitor.IsInAsync(hubs.One, partner, Assert.Single(renewed.Cookies).Value));
    }

    [Fact]
    public async Task A_session_made_with_a_new_token_is_known_where_the_old_record_is_remembered()
    {
        var partner = await NewAsync();
        Assert.Equal(HttpStatusCode.OK,
            (await new Sender(hubs.Two.Anyone, partner.Id, partner.Secret, partner.Token).GetAsync("updates")).StatusCode);
        var answer = await (await hubs.One.Office.PostAsync($"/api/partners/{partner.Id}/rotate?revoke=true", null, Stop))
            .JsonAsync();
        using var visitor = await PartnerVisitor
            .SignedInAsync(hubs.One, partner.With(answer.Text("signingSecret"), answer.Text("token")));
        hubs.Clock.Shift += TimeSpan.FromSeconds(1.1);

        Assert.True(await PartnerVisitor.IsInAsync(hubs.Two, partner, Assert.Single(visitor.Cookies).Value));
    }

    [Fact]
    public async Task A_partner_that_is_gone_has_no_session()
    {
        var partner = await NewAsync();
        using var visitor = await PartnerVisitor.SignedInAsync(hubs.One, partner);
        var id = Assert.Single(visitor.Cookies).Value;

        await hubs.One.Storage.Tables.GetTableClient(TablePartnerStore.TableName)
            .DeleteEntityAsync("partner", partner.Id, cancellationToken: Stop);
        hubs.Clock.Shift += PartnerDirectory.RevokedWithin;

        Assert.False(await PartnerVisitor.IsInAsync(hubs.One, partner, id));
        Assert.Null(await hubs.One.Get<TableSessions>().FindAsync(id, Stop));
    }

    private async Task<Sender> NewAsync() => (await hubs.NewPartnerAsync(await hubs.NewPlanAsync())).One;
}
