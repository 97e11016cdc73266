using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HubFunctions.Tests.Hosting;

/// <summary>A tenant of its own: discovery document, keys and tokens as Entra ID gives them.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "6f1c2d9e-0000-4000-8000-1a2b3c4d5e6f";
    public const string Tenant = "0f0e0d0c-1111-4222-8333-444455556666";
    private readonly WebApplication _app;
    private RsaSecurityKey _key = NewKey();

    private TestIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () =>
        {
            Fetched++;
            return IsAway ? Results.StatusCode(503) : Results.Json(new
            {
                issuer = Address,
                jwks_uri = $"{Address}/keys",
                authorization_endpoint = $"{Address}/authorize",
                token_endpoint = $"{Address}/token",
            });
        });
        SignIns = new TestSignIns(_app);
        _app.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(
                new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId });
            return Results.Json(new { keys = new[] { new { kty = key.Kty, use = "sig", kid = key.Kid, n = key.N, e = key.E } } });
        });
    }

    /// <summary>The pages on which people sign in.</summary>
    public TestSignIns SignIns { get; }

    public string Address => _app.Urls.First();

    public string KeyId => _key.KeyId;

    public bool IsAway { get; set; }

    /// <summary>How often the discovery document was asked for.</summary>
    public int Fetched { get; private set; }

    public Dictionary<string, string?> Settings => new()
    {
        ["Hub__Entra__TenantId"] = Tenant,
        ["Hub__Entra__Audience"] = Audience,
        ["Hub__Entra__Role"] = "Hub.Office",
        ["Hub__Entra__Authority"] = Address,
    };

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        await issuer._app.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    public void Rotate() => _key = NewKey();

    /// <param name="claims">Over those of a person's access token, version 2; a null leaves one out.</param>
    /// <param name="header">Of the signature, over the usual ones.</param>
    public string Token(
        string? issuer = null,
        string? audience = Audience,
        string? role = "Hub.Office",
        int minutes = 60,
        SecurityKey? key = null,
        string algorithm = SecurityAlgorithms.RsaSha256,
        Dictionary<string, object?>? claims = null,
        Dictionary<string, object>? header = null,
        bool expires = true,
        int from = -120)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var all = new Dictionary<string, object?>
        {
            ["ver"] = "2.0",
            ["azp"] = "another-client",
            ["scp"] = "Plans.Edit",
            ["preferred_username"] = "officer@council.example",
        };
        foreach (var (name, value) in claims ?? [])
            all[name] = value;
        var token = new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Address,
            Audience = audience,
            NotBefore = now.AddMinutes(from),
            IssuedAt = now.AddHours(-2),
            Expires = expires ? now.AddMinutes(minutes) : null,
            Subject = new ClaimsIdentity(role is null ? [] : [new Claim("roles", "Other.Role"), new Claim("roles", role)]),
            Claims = all.Where(c => c.Value is not null).ToDictionary(c => c.Key, c => c.Value!),
            AdditionalHeaderClaims = header?.Where(h => h.Key != "typ").ToDictionary(h => h.Key, h => h.Value),
            TokenType = (string?)header?.GetValueOrDefault("typ"),
            SigningCredentials = new SigningCredentials(key ?? _key, algorithm),
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>The key's id with somebody else's key.</summary>
    public RsaSecurityKey Forged() => new(RSA.Create(2048)) { KeyId = _key.KeyId };

    /// <summary>The published key taken for a shared secret.</summary>
    public SymmetricSecurityKey Confused() => new(_key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = _key.KeyId };

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
}
