using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Tests.Support;

namespace HubFunctions.Tests.Office;

/// <summary>A page changes something only for a form that the hub made for this session.</summary>
public sealed class FormTests(AzuriteFixture azurite) : IAsyncLifetime
{
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

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "elsewhere")]
    public async Task A_form_from_another_site_is_refused_whatever_it_holds(string header, string value)
    {
        var fields = await SignOutFieldsAsync();

        var (status, page) = await _visitor.PostAsync(
            "/office/sign-out",
            fields,
            call => call.Headers.TryAddWithoutValidation(header, value));

        await StaysAsync(status, page.Title);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", null)]
    public async Task A_form_of_the_page_itself_is_taken(string header, string? value)
    {
        var fields = await SignOutFieldsAsync();

        await _visitor.PostAsync("/office/sign-out", fields, call => call.Headers.TryAddWithoutValidation(
            header, value ?? _app.Anyone.BaseAddress!.GetLeftPart(UriPartial.Authority)));

        Assert.Empty(_visitor.Cookies);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    public async Task A_form_without_its_token_is_refused(string? token)
    {
        var (status, page) = await _visitor.PostAsync(
            "/office/sign-out",
            token is null ? [] : new() { [FormTokens.Field] = token });

        await StaysAsync(status, page.Title);
    }

    [Fact]
    public async Task A_token_of_another_session_or_form_is_refused()
    {
        using var other = await Visitor.SignedInAsync(_app);
        var foreign = Visitor.Fields(await other.OpenAsync("/office"), "/office/sign-out");
        var (status, page) = await _visitor.PostAsync("/office/sign-out", foreign);
        await StaysAsync(status, page.Title);

        var session = (await _app.Get<TableSessions>().FindAsync(Assert.Single(_visitor.Cookies).Value, Stop))!;
        (status, page) = await _visitor.PostAsync(
            "/office/sign-out",
            new() { [FormTokens.Field] = _app.Get<FormTokens>().Of(session, "SignIn") });
        await StaysAsync(status, page.Title);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("text/plain", "form_token=x")]
    [InlineData("multipart/form-data; boundary=x", "--y")]
    public async Task What_is_no_form_is_refused_in_words(string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _visitor.Client.PostAsync("/office/sign-out", content, Stop);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        await _visitor.OpenAsync("/office");
    }

    [Fact]
    public async Task A_page_lets_in_neither_the_key_as_a_header_nor_a_partner()
    {
        using var keyed = new Visitor(_app, follows: false);
        keyed.Client.DefaultRequestHeaders.Authorization = new("Bearer", HubApp.AdminKey);
        Assert.Equal(HttpStatusCode.SeeOther, (await keyed.GetAsync("/office")).Status);

        var partner = await _app.Get<TableSessions>().AddAsync(SessionRole.Partner, "A charity", "charity", "a token", Stop);
        using var call = new HttpRequestMessage(HttpMethod.Get, "/office");
        call.Headers.Add("Cookie", $"{SessionCookie.Name}={partner.Id}");
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = _app.Anyone.BaseAddress,
        };
        using var answer = await client.SendAsync(call, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private async Task<Dictionary<string, string>> SignOutFieldsAsync() =>
        Visitor.Fields(await _visitor.OpenAsync("/office"), "/office/sign-out");

    private async Task StaysAsync(HttpStatusCode status, string? title)
    {
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("form", title, StringComparison.Ordinal);
        await _visitor.OpenAsync("/office");
    }
}
