using System.Net;
using HubFunctions.Hosting;
using HubFunctions.Tests.Hosting;
using HubFunctions.Tests.Support;
using HubFunctions.Tests.Updates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;

namespace HubFunctions.Tests.Office;

/// <summary>People sign in with Entra ID by the code flow, against an issuer that signs its tokens, over HTTP.</summary>
public sealed class EntraCodeFlowTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Address = "/office/plans/town/items/d1";

    private readonly ShiftedClock _clock = new();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private TestIssuer _issuer = null!;
    private HubApp _app = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _app = await HubApp.StartAsync(
            azurite, _issuer.Settings, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
        (await _app.Office.PutJsonAsync("/api/plans/town", BulkChangeTests.Town)).EnsureSuccessStatusCode();
        _visitor = new Visitor(_app, follows: false);
        Gives();
    }

    public async ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        _browser.Dispose();
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData("Hub.Editor")]
    [InlineData("Hub.Office")]
    public async Task An_editor_signs_in_comes_back_to_the_page_and_stands_in_the_history(string role)
    {
        Gives(role);
        var signIn = await _visitor.OpenAsync("/office/sign-in?from=/office/plans/town");
        var begin = Assert.Single(signIn.QuerySelectorAll("main a")).GetAttribute("href")!;

        using var back = await EndAsync(await BeginAsync(begin));

        Assert.Equal((HttpStatusCode.SeeOther, "/office/plans/town"), (back.StatusCode, back.Headers.Location!.OriginalString));
        Assert.Equal(SessionCookie.Name, Assert.Single(_visitor.Cookies).Name);
        await _visitor.SendAsync(await _visitor.OpenAsync(Address), Address, new() { ["owner"] = "jo" });
        Assert.Equal("office: Olu Officer", (await _app.Plans.HistoryAsync("town", "d1", null, 1, Stop))[0].By);
    }

    [Fact]
    public async Task A_reader_opens_pages_and_changes_nothing()
    {
        Gives("Hub.Reader");
        using var back = await EndAsync(await BeginAsync());
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);

        var page = await _visitor.OpenAsync(Address);

        Assert.DoesNotContain(page.Forms, f => f.GetAttribute("action") == Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await _visitor.PostAsync(Address, new() { ["owner"] = "" })).Status);
    }

    [Theory]
    [InlineData("role", HttpStatusCode.Forbidden)]
    [InlineData("nonce", HttpStatusCode.Forbidden)]
    [InlineData("no nonce", HttpStatusCode.Forbidden)]
    [InlineData("audience", HttpStatusCode.Forbidden)]
    [InlineData("issuer", HttpStatusCode.Forbidden)]
    [InlineData("expired", HttpStatusCode.Forbidden)]
    [InlineData("forged", HttpStatusCode.Forbidden)]
    [InlineData("shared secret", HttpStatusCode.Forbidden)]
    [InlineData("no token", HttpStatusCode.Forbidden)]
    [InlineData("denied", HttpStatusCode.Forbidden)]
    [InlineData("away", HttpStatusCode.ServiceUnavailable)]
    public async Task Who_the_tenant_does_not_vouch_for_is_not_signed_in(string fault, HttpStatusCode expected)
    {
        _issuer.SignIns.Denies = fault == "denied";
        _issuer.SignIns.IsAway = fault == "away";
        _issuer.SignIns.IdToken = nonce => fault switch
        {
            "role" => Token(nonce, role: null),
            "nonce" => Token("another-nonce"),
            "no nonce" => Token(null),
            "audience" => Token(nonce, audience: "another-app"),
            "issuer" => Token(nonce, issuer: "https://login.example.org/other"),
            "expired" => Token(nonce, minutes: -5),
            "forged" => Token(nonce, key: _issuer.Forged()),
            "shared secret" => Token(nonce, key: _issuer.Confused(), algorithm: SecurityAlgorithms.HmacSha256),
            _ => "",
        };

        using var back = await EndAsync(await BeginAsync());

        await RefusedAsync(back, expected);
    }

    [Fact]
    public async Task Another_state_another_browser_and_a_late_return_are_refused_before_the_tenant_is_asked()
    {
        var callback = await BeginAsync();
        using var wrong = await EndAsync(callback.Replace("state=", "state=x", StringComparison.Ordinal));
        await RefusedAsync(wrong, HttpStatusCode.BadRequest);

        using var other = new Visitor(_app, follows: false);
        using var elsewhere = await other.Client.GetAsync(await BeginAsync(), Stop);
        await RefusedAsync(elsewhere, HttpStatusCode.BadRequest);

        var late = await BeginAsync();
        _clock.Shift = EntraSignIn.TimeLimit + TimeSpan.FromSeconds(1);
        using var tooLate = await EndAsync(late);
        await RefusedAsync(tooLate, HttpStatusCode.BadRequest);
        Assert.Equal(0, _issuer.SignIns.Exchanged);
    }

    [Fact]
    public async Task A_code_signs_in_once_even_with_the_cookie_of_then()
    {
        var callback = await BeginAsync();
        var cookie = _visitor.Cookies.Single(c => c.Name == SignInCookie.Name).Value;
        using (var first = await EndAsync(callback))
            Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);

        using var again = await EndAsync(callback);
        Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
        using var call = new HttpRequestMessage(HttpMethod.Get, new Uri(_app.Anyone.BaseAddress!, callback));
        call.Headers.Add("Cookie", $"{SignInCookie.Name}={cookie}");
        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var replayed = await thief.SendAsync(call, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, replayed.StatusCode);
        Assert.DoesNotContain(Set(replayed), c => c.StartsWith(SessionCookie.Name + "=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/office")]
    [InlineData("/api/plans")]
    public async Task Signing_in_never_leads_elsewhere(string from)
    {
        using var back = await EndAsync(await BeginAsync($"/office/sign-in/entra?from={Uri.EscapeDataString(from)}"));

        Assert.Equal("/office", back.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_hub_without_a_tenant_says_so_and_offers_the_key()
    {
        await using var app = await HubApp.StartAsync(azurite);
        using var visitor = new Visitor(app, follows: false);

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/office/sign-in/entra")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync("/office/sign-in/callback?code=a&state=b")).Status);
        Assert.Empty((await visitor.OpenAsync("/office/sign-in")).QuerySelectorAll("main a"));
    }

    private void Gives(string role = "Hub.Editor") => _issuer.SignIns.IdToken = nonce => Token(nonce, role);

    private string Token(
        string? nonce, string? role = "Hub.Editor", string? audience = TestIssuer.Audience, string? issuer = null,
        int minutes = 60, SecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256) => _issuer.Token(
        issuer, audience, role, minutes, key, algorithm,
        new() { ["azp"] = null, ["scp"] = null, ["nonce"] = nonce, ["name"] = "Olu Officer" });

    /// <returns>Where the tenant sends the browser back to, on this hub.</returns>
    private async Task<string> BeginAsync(string address = "/office/sign-in/entra")
    {
        // On a machine that is busy the tenant's document may be late: then it is asked for again after a while.
        if ((await _visitor.GetAsync(address)).Status == HttpStatusCode.ServiceUnavailable)
            _clock.Shift += EntraKeys.Pause;
        using var begun = await _visitor.Client.GetAsync(address, Stop);
        Assert.StartsWith($"{_issuer.Address}/authorize?", begun.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var tenant = await _browser.GetAsync(begun.Headers.Location, Stop);
        var back = tenant.Headers.Location!;
        Assert.Equal("https://hub.example.gov.uk/office/sign-in/callback", back.GetLeftPart(UriPartial.Path));
        return back.PathAndQuery;
    }

    private static IEnumerable<string> Set(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private Task<HttpResponseMessage> EndAsync(string callback) => _visitor.Client.GetAsync(callback, Stop);

    private async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain(Set(answer), c => c.StartsWith(SessionCookie.Name + "=", StringComparison.Ordinal));
        using var page = await _visitor.Client.GetAsync("/office", Stop);
        Assert.Equal(HttpStatusCode.SeeOther, page.StatusCode);
    }
}
