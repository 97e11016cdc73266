using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HubFunctions.Hosting;

/// <summary>Judges Entra ID access tokens: kind, signature, issuer, audience, times and role.</summary>
internal sealed class EntraTokens(EntraOptions options, TimeProvider clock, ILogger log) : IDisposable
{
    private const int MaxLength = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength };

    public EntraKeys Keys { get; } = new(options, clock, log);

    public static bool LooksLikeOne(string text) => text.Length <= MaxLength && text.AsSpan().Count('.') == 2;

    /// <returns>With whose it is, where it is good.</returns>
    public async Task<(TokenVerdict Verdict, string? Account)> JudgeAsync(string token, CancellationToken stop)
    {
        if (ReadOf(token) is not { } read || !AccessTokens.Include(read))
            return (TokenVerdict.Invalid, null);
        if (await DocumentAsync(read.Kid, stop) is not { } document)
            return (TokenVerdict.CannotTell, null);
        var rules = Rules(document, [document.Issuer, .. options.Issuers], [options.Audience, $"api://{options.Audience}"]);
        var result = await _handler.ValidateTokenAsync(token, rules);
        if (!result.IsValid)
            return (TokenVerdict.Invalid, null);
        var claims = result.ClaimsIdentity;
        return (claims.HasClaim("roles", options.Role) ? TokenVerdict.Office : TokenVerdict.WithoutRole, EntraAccount.Of(claims));
    }

    /// <summary>What an ID token of this app says, once signature, issuer, audience and times are checked; the nonce is the
    /// caller's to compare.</summary>
    /// <returns>Null for a token that is not good.</returns>
    public async Task<ClaimsIdentity?> ClaimsOfIdTokenAsync(string token, CancellationToken stop)
    {
        if (token.Length > MaxLength || ReadOf(token) is not { } read || read.Audiences.Count() != 1)
            return null;
        if (await DocumentAsync(read.Kid, stop) is not { } document)
            return null;
        var result = await _handler.ValidateTokenAsync(token, Rules(document, [document.Issuer], [options.Audience]));
        return result.IsValid ? result.ClaimsIdentity : null;
    }

    public void Dispose() => Keys.Dispose();

    /// <summary>The document, fetched again where it lacks the token's key.</summary>
    private async Task<OpenIdConnectConfiguration?> DocumentAsync(string key, CancellationToken stop)
    {
        var document = await Keys.FindAsync(unknownKey: false, stop);
        return document is not null && document.SigningKeys.All(k => k.KeyId != key)
            ? await Keys.FindAsync(unknownKey: true, stop) : document;
    }

    /// <returns>Null for what is no token of this kind of signature.</returns>
    private JsonWebToken? ReadOf(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token) is { Alg: SecurityAlgorithms.RsaSha256, Kid.Length: > 0 } read ? read : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + Skew && (from is null || now >= from - Skew);
    }

    private TokenValidationParameters Rules(OpenIdConnectConfiguration document, string[] issuers, string[] audiences) => new()
    {
        ValidIssuers = issuers,
        ValidAudiences = audiences,
        IssuerSigningKeys = document.SigningKeys,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        LifetimeValidator = (from, until, _, _) => IsNow(from, until),
    };
}

internal enum TokenVerdict
{
    Office,
    WithoutRole,
    Invalid,

    /// <summary>The tenant's keys cannot be had.</summary>
    CannotTell,
}
