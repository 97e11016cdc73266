using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using HubFunctions.Plans;
using HubFunctions.Tests.Support;
using HubFunctions.Updates;

namespace HubFunctions.Tests.Office.Partners;

/// <summary>A partner from its entry on a page to its token, without the API.</summary>
public sealed class PartnerEditTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string New = "/office/new-partner";
    private const string Care = "/office/partners/care-trust";

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["id"] = "care-trust",
        ["name"] = "Care trust",
        ["plans"] = "town",
        ["items"] = "other/d1\r\n",
        ["words"] = "amber = At risk\r\ndelivered = complete\r\nhalf way = in progress, on track",
    };

    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await HubApp.StartAsync(azurite);
        _visitor = await Visitor.SignedInAsync(_app);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _app.DisposeAsync();
    }

    [Fact]
    public async Task A_partner_entered_on_a_page_gets_a_token_that_works_and_a_second_press_the_same()
    {
        var form = await _visitor.OpenAsync(New);
        var (status, page) = await _visitor.SendAsync(form, New, Fields);
        var (again, same) = await _visitor.SendAsync(form, New, Fields);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (status, again));
        Assert.Equal(Codes(page), Codes(same));
        Assert.StartsWith("whsec_", Codes(page)[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(Codes(page)[1]));
        var stored = (await _app.Get<TablePartnerStore>().FindAsync("care-trust", Stop))!.Partner;
        Assert.Equal(("Care trust", 1), (stored.Name, stored.Generation));
        Assert.Equal(["town", "other/d1"], stored.Plans.Concat(stored.Items));
        Assert.Equal(new StatusMeaning(Lifecycle.InProgress, Health.OnTrack), stored.StatusWords["half way"]);
        Assert.Contains(Care, (await _visitor.OpenAsync("/office/partners")).Links.Select(l => l.GetAttribute("href")));

        // Another press of somebody else, for the same id.
        var (taken, told) = await _visitor.SendAsync(await _visitor.OpenAsync(New), New, Fields);
        Assert.Equal((HttpStatusCode.Conflict, "Care trust"), (taken, told.GetElementById("name")!.GetAttribute("value")));
        Assert.NotNull(told.GetElementById("id-error"));
    }

    [Theory]
    [InlineData("id", "Care Trust", "id")]
    [InlineData("name", " ", "name")]
    [InlineData("plans", "town\nTown plan", "plans")]
    [InlineData("items", "no-slash", "items")]
    [InlineData("words", "amber", "words")]
    [InlineData("words", "amber = purple", "words")]
    [InlineData("words", "complete = off track", "words")]
    [InlineData("words", "a = complete\nA = cancelled", "words")]
    public async Task Says_beside_the_field_what_is_wrong_and_stores_nothing(string field, string value, string at)
    {
        var fields = new Dictionary<string, string>(Fields) { [field] = value };

        var (status, page) = await _visitor.SendAsync(await _visitor.OpenAsync(New), New, fields);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(page.GetElementById($"{at}-error"));
        Assert.Empty(await _app.Get<TablePartnerStore>().ListAsync(Stop));
    }

    [Fact]
    public async Task What_the_page_shows_is_stored_again_as_it_was()
    {
        await EnterAsync();
        var words = Enum.GetValues<Lifecycle>()
            .Select(l => $"l{l} = {l}")
            .Concat(Enum.GetValues<Health>().Select(h => $"h{h} = {h}"));
        await _visitor.SendAsync(await _visitor.OpenAsync(Care), Care, new() { ["words"] = string.Join('\n', words) });
        var before = (await _app.Get<TablePartnerStore>().FindAsync("care-trust", Stop))!.Partner;

        await _visitor.SendAsync(await _visitor.OpenAsync(Care), Care);

        var after = (await _app.Get<TablePartnerStore>().FindAsync("care-trust", Stop))!.Partner;
        Assert.Equal(HubJson.Store(before with { Attempt = null }), HubJson.Store(after with { Attempt = null }));
        Assert.Equal(Enum.GetValues<Lifecycle>().Length + Enum.GetValues<Health>().Length, after.StatusWords.Count);
    }

    [Fact]
    public async Task The_second_of_two_editors_is_told_and_a_repeated_press_is_not()
    {
        await EnterAsync();
        var (first, second) = (await _visitor.OpenAsync(Care), await _visitor.OpenAsync(Care));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(first, Care, new() { ["name"] = "Care" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(first, Care, new() { ["name"] = "Care" })).Status);

        var (status, page) = await _visitor.SendAsync(second, Care, new() { ["name"] = "Trust" });

        Assert.Equal((HttpStatusCode.Conflict, "Trust"), (status, page.GetElementById("name")!.GetAttribute("value")));
        Assert.Contains("Stored now", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.SendAsync(page, Care)).Status);
        Assert.Equal("Trust", (await _app.Get<TablePartnerStore>().FindAsync("care-trust", Stop))!.Partner.Name);
    }

    [Fact]
    public async Task New_secrets_are_shown_once_for_each_press_and_old_ones_end_at_once_where_asked()
    {
        var old = Codes(await EnterAsync())[1];
        var page = await _visitor.OpenAsync(Care);
        var rotated = Codes((await _visitor.SendAsync(page, $"{Care}/rotate")).Page);
        Assert.Equal(rotated, Codes((await _visitor.SendAsync(page, $"{Care}/rotate")).Page));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(old), await AskAsync(rotated[1])));

        var (_, revoked) = await _visitor.SendAsync(
            await _visitor.OpenAsync(Care),
            $"{Care}/rotate",
            new() { ["revoke"] = "yes" });

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK),
            (await AskAsync(rotated[1]), await AskAsync(Codes(revoked)[1])));
        Assert.Equal(3, (await _app.Get<TablePartnerStore>().FindAsync("care-trust", Stop))!.Partner.Generation);
        Assert.DoesNotContain("whsec_", (await _visitor.OpenAsync(Care)).Source.Text, StringComparison.Ordinal);
    }

    private async Task<IHtmlDocument> EnterAsync() => (await _visitor.SendAsync(await _visitor.OpenAsync(New), New, Fields)).Page;

    private static List<string> Codes(IHtmlDocument page) => [.. page.QuerySelectorAll("code").Select(c => c.TextContent)];

    private async Task<HttpStatusCode> AskAsync(string token)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, "/api/partners/care-trust");
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _app.Anyone.SendAsync(call, Stop);
        return answer.StatusCode;
    }
}
