using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace HubFunctions.Hosting;

/// <summary>Judges Entra ID access tokens: kind, signature, issuer, audience, times and role.</summary>
internal sealed class EntraTokens(EntraOptions options, TimeProvider clock, ILogger log) : IDisposable
{
    private const int MaxLength = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly EntraKeys _keys = new(options, clock, log);
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength };

    public static bool LooksLikeOne(string text) => text.Length <= MaxLength && text.AsSpan().Count('.') == 2;

    public async Task<TokenVerdict> JudgeAsync(string token, CancellationToken stop)
    {
        if (KeyOf(token) is not { } key)
            return TokenVerdict.Invalid;
        var document = await _keys.FindAsync(unknownKey: false, stop);
        if (document is not null && document.SigningKeys.All(k => k.KeyId != key))
            document = await _keys.FindAsync(unknownKey: true, stop);
        if (document is null)
            return TokenVerdict.CannotTell;
        var result = await _handler.ValidateTokenAsync(token, Rules(document));
        if (!result.IsValid)
            return TokenVerdict.Invalid;
        return result.ClaimsIdentity.HasClaim("roles", options.Role) ? TokenVerdict.Office : TokenVerdict.WithoutRole;
    }

    public void Dispose() => _keys.Dispose();

    /// <returns>Null for what is no access token.</returns>
    private string? KeyOf(string token)
    {
        try
        {
            var read = _handler.ReadJsonWebToken(token);
            return read is { Alg: SecurityAlgorithms.RsaSha256, Kid: { Length: > 0 } key } && AccessTokens.Include(read) ? key : null;
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

    private TokenValidationParameters Rules(OpenIdConnectConfiguration document) => new()
    {
        ValidIssuers = [document.Issuer, .. options.Issuers],
        ValidAudiences = [options.Audience, $"api://{options.Audience}"],
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
