using System.Net;
using System.Net.Http.Headers;
using HubFunctions.Hosting;
using HubFunctions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace HubFunctions.Tests.Hosting;

/// <summary>The programme office signed in with Entra ID tokens, beside the admin key.</summary>
public sealed class EntraSignInTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly ShiftedTime _clock = new();
    private TestIssuer _issuer = null!;
    private HubApp _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _app = await HubApp.StartAsync(azurite, _issuer.Settings, services => services.AddSingleton<TimeProvider>(_clock));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task Lets_in_a_token_of_the_tenant_with_the_role_and_the_admin_key_as_before()
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token()));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token(audience: $"api://{TestIssuer.Audience}")));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(HubApp.AdminKey));
    }

    [Fact]
    public async Task Asks_for_the_keys_once_and_not_before_the_first_token()
    {
        await CallAsync(HubApp.AdminKey);
        var before = _issuer.Fetched;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CallAsync(_issuer.Token())));

        Assert.Equal((0, 1), (before, _issuer.Fetched));
    }

    [Fact]
    public async Task Forbids_what_a_token_without_the_role_asks()
    {
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(_issuer.Token(role: null)));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(_issuer.Token(role: "Hub.Reader")));
    }

    [Fact]
    public async Task Refuses_tokens_of_another_issuer_audience_or_time()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(issuer: "https://login.example.org/other")));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(audience: "another-app")));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(minutes: -5)));
    }

    public static TheoryData<string, Dictionary<string, object?>> IdTokens =>
        new()
        {
            {
                "version 2",
                new()
                {
                    ["azp"] = null,
                    ["scp"] = null,
                    ["nonce"] = "n-0S6_WzA2Mj",
                    ["name"] = "Officer",
                }
            },
            {
                "version 2 without a nonce",
                new()
                {
                    ["azp"] = null,
                    ["scp"] = null,
                    ["tid"] = TestIssuer.Tenant,
                    ["oid"] = "o",
                }
            },
            {
                "version 1",
                new()
                {
                    ["ver"] = "1.0",
                    ["azp"] = null,
                    ["scp"] = null,
                    ["unique_name"] = "officer@council.example",
                    ["amr"] = new[] { "pwd" },
                }
            },
            {
                "with the app it was given to",
                new() { ["azp"] = TestIssuer.Audience, ["scp"] = null }
            },
            {
                "of a code flow",
                new()
                {
                    ["azp"] = TestIssuer.Audience,
                    ["scp"] = null,
                    ["c_hash"] = "LDktKdoQak3Pk0cnXxCltA",
                }
            },
            {
                "of a hybrid flow",
                new() { ["at_hash"] = "77QmUPtjPfzWtF2AnpK9RQ" }
            },
            {
                "that calls itself a person's",
                new()
                {
                    ["scp"] = null,
                    ["idtyp"] = "user",
                    ["preferred_username"] = null,
                }
            },
            {
                "with an empty scope",
                new() { ["azp"] = null, ["scp"] = "" }
            },
        };

    [Theory]
    [MemberData(nameof(IdTokens))]
    public async Task Refuses_id_tokens_of_the_same_app_registration_and_role(string kind, Dictionary<string, object?> claims)
    {
        Assert.NotEmpty(kind);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(claims: claims)));
    }

    public static TheoryData<string, Dictionary<string, object?>> AppTokens =>
        new()
        {
            {
                "a program, version 2",
                new()
                {
                    ["scp"] = null,
                    ["preferred_username"] = null,
                    ["idtyp"] = "app",
                    ["azpacr"] = "1",
                }
            },
            {
                "a program, version 1",
                new()
                {
                    ["scp"] = null,
                    ["preferred_username"] = null,
                    ["azp"] = null,
                    ["appid"] = "client",
                    ["ver"] = "1.0",
                }
            },
            {
                "a person, version 1",
                new()
                {
                    ["azp"] = null,
                    ["appid"] = "client",
                    ["ver"] = "1.0",
                    ["unique_name"] = "officer@council.example",
                }
            },
        };

    [Theory]
    [MemberData(nameof(AppTokens))]
    public async Task Lets_in_access_tokens_of_either_version_for_people_and_programs(
        string kind,
        Dictionary<string, object?> claims)
    {
        Assert.NotEmpty(kind);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token(claims: claims)));
    }

    [Fact]
    public async Task Refuses_tokens_without_an_end_for_several_resources_or_of_another_type()
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token(header: new() { ["typ"] = "at+jwt" })));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(expires: false)));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(header: new() { ["typ"] = "logout+jwt" })));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(header: new() { ["crit"] = new[] { "exp" } })));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(from: 30)));
        var both = new[] { TestIssuer.Audience, "another-app" };
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await CallAsync(_issuer.Token(audience: null, claims: new() { ["aud"] = both })));
    }

    [Fact]
    public async Task A_key_that_the_token_brings_along_signs_nothing()
    {
        var own = new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = _issuer.KeyId };
        Dictionary<string, object> header = new()
        {
            ["jku"] = "https://example.org/keys",
            ["x5u"] = "https://example.org/certificate",
        };

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(key: own, header: header)));
        foreach (var id in new[] { "../keys", "' or 1=1", _issuer.KeyId.ToUpperInvariant() + "x" })
        {
            own.KeyId = id;
            Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(key: own)));
        }
    }

    [Fact]
    public async Task Refuses_forged_unsigned_and_confused_signatures()
    {
        var token = _issuer.Token();
        var parts = token.Split('.');
        var none = Base64UrlEncoder.Encode($$"""{"alg":"none","typ":"JWT","kid":"x"}""");

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token(key: _issuer.Forged())));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await CallAsync(_issuer.Token(key: _issuer.Confused(), algorithm: SecurityAlgorithms.HmacSha256)));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync($"{none}.{parts[1]}."));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync($"{parts[0]}.{parts[1]}."));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync("a.b.c"));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await CallAsync($"{parts[0]}.{Base64UrlEncoder.Encode(new string('x', 12_000))}.{parts[2]}"));
    }

    [Fact]
    public async Task A_rotated_key_is_fetched_when_a_token_names_it_but_not_more_often_than_every_half_minute()
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token()));
        _issuer.Rotate();

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(_issuer.Token()));
        _clock.Advance(EntraKeys.Pause);
        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token()));
        for (var n = 0; n < 5; n++)
            await CallAsync(
                _issuer.Token(key: new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = $"unknown-{n}" }));

        Assert.Equal(2, _issuer.Fetched);
    }

    [Fact]
    public async Task While_the_keys_cannot_be_read_known_ones_go_on_and_a_fresh_start_says_so()
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token()));
        _issuer.IsAway = true;
        await using var fresh = await HubApp.StartAsync(azurite, _issuer.Settings);

        Assert.Equal(HttpStatusCode.OK, await CallAsync(_issuer.Token()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await CallAsync(_issuer.Token(), fresh));
        Assert.Equal(HttpStatusCode.OK, await CallAsync(HubApp.AdminKey, fresh));
    }

    private async Task<HttpStatusCode> CallAsync(string token, HubApp? app = null)
    {
        using var call = new HttpRequestMessage(HttpMethod.Get, "/api/plans");
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await (app ?? _app).Anyone.SendAsync(call, Stop);
        return answer.StatusCode;
    }

    private sealed class ShiftedTime : TimeProvider
    {
        private TimeSpan _shift;

        public void Advance(TimeSpan by) => _shift += by;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
    }
}
