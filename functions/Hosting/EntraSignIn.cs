using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace HubFunctions.Hosting;

/// <summary>People of the office sign in with Entra ID: OpenID Connect's code flow with PKCE. What is under way stands in a
/// signed cookie of the browser that began it, so that nothing is stored for who only begins.</summary>
/// <remarks>Sources: OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9700, 4.7 for state and nonce.</remarks>
public sealed class EntraSignIn : IDisposable
{
    public const string CallbackPath = "office/sign-in/callback";

    /// <summary>App roles; who has <see cref="EntraOptions.Role"/> is an editor too.</summary>
    public const string EditorRole = "Hub.Editor";

    public const string ReaderRole = "Hub.Reader";

    /// <summary>How long somebody may take at the tenant's pages.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    private const int LongestTicket = 4_000;

    private readonly EntraOptions? _options;
    private readonly SignedText _tickets;
    private readonly TimeProvider _clock;
    private readonly string _callback;
    private readonly Lazy<(EntraTokens Tokens, EntraCodes Codes)> _tenant;

    public EntraSignIn(OfficeOptions office, SigningKeys keys, HubAddress hub, TimeProvider clock, ILogger<EntraSignIn> log)
    {
        (_options, _clock, _callback) = (office.Entra, clock, hub.Link(CallbackPath));
        _tickets = new(keys, "hub: sign-ins under way, version 1"u8, LongestTicket);
        _tenant = new(() => (new EntraTokens(_options!, clock, log), new EntraCodes(_options!)));
    }

    public bool IsSetUp => _options is not null;

    /// <param name="from">Where to go afterwards, on the hub.</param>
    /// <returns>Where the browser goes, and what its cookie holds; null while the tenant cannot be reached.</returns>
    public async Task<(string Address, string Ticket)?> BeginAsync(string from, CancellationToken stop)
    {
        var keys = _tenant.Value.Tokens.Keys;
        if (await keys.FindAsync(unknownKey: false, stop) is not { AuthorizationEndpoint.Length: > 0 } tenant)
            return null;
        var ticket = new Ticket(Random(), Random(), Random(), from, _clock.GetUtcNow() + TimeLimit);
        var message = new OpenIdConnectMessage
        {
            EnableTelemetryParameters = false,
            IssuerAddress = tenant.AuthorizationEndpoint,
            ClientId = _options!.Audience,
            ResponseType = OpenIdConnectResponseType.Code,
            ResponseMode = OpenIdConnectResponseMode.Query,
            RedirectUri = _callback,
            Scope = "openid profile",
            State = ticket.State,
            Nonce = ticket.Nonce,
        };
        message.SetParameter("code_challenge", Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(ticket.Verifier))));
        message.SetParameter("code_challenge_method", "S256");
        return (message.CreateAuthenticationRequestUrl(), _tickets.Sign(HubJson.Store(ticket)));
    }

    /// <param name="cookie">Of the browser that comes back.</param>
    public async Task<EntraVisit> EndAsync(string? cookie, string state, string code, CancellationToken stop)
    {
        if (TicketOf(cookie) is not { } ticket || !IsSame(ticket.State, state) || code.Length is 0 or > LongestTicket)
            return new EntraVisit.NotBegun();
        var (tokens, codes) = _tenant.Value;
        if (await tokens.Keys.FindAsync(unknownKey: false, stop) is not { } tenant)
            return new EntraVisit.CannotTell();
        var (token, isRefused) = await codes.ExchangeAsync(tenant.TokenEndpoint, code, ticket.Verifier, _callback, stop);
        if (token is null)
            return isRefused ? new EntraVisit.Refused() : new EntraVisit.CannotTell();
        if (await tokens.ClaimsOfIdTokenAsync(token, stop) is not { } claims
            || !IsSame(ticket.Nonce, claims.FindFirst("nonce")?.Value ?? ""))
            return new EntraVisit.Refused();
        var roles = claims.FindAll("roles").Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var isEditor = roles.Contains(EditorRole) || roles.Contains(_options!.Role);
        if (!isEditor && !roles.Contains(ReaderRole))
            return new EntraVisit.WithoutRole();
        var name = OneLine.Of(claims.FindFirst("name")?.Value ?? claims.FindFirst("preferred_username")?.Value ?? "");
        var person = name.Length == 0 ? Session.Unnamed : name[..Math.Min(name.Length, PlanLimits.Name)];
        var role = isEditor ? SessionRole.Editor : SessionRole.Reader;
        return new EntraVisit.SignedIn(role, person, EntraAccount.Of(claims), ticket.From);
    }

    public void Dispose()
    {
        if (!_tenant.IsValueCreated)
            return;
        _tenant.Value.Tokens.Dispose();
        _tenant.Value.Codes.Dispose();
    }

    private Ticket? TicketOf(string? cookie) =>
        IsSetUp && cookie is not null && _tickets.Read(cookie) is { } json && HubJson.Read<Ticket>(json) is { } ticket
        && ticket.Until > _clock.GetUtcNow() ? ticket : null;

    private static bool IsSame(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private static string Random() => Base64Url(RandomNumberGenerator.GetBytes(32));

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    /// <param name="Verifier">Of PKCE: only who began can redeem the code.</param>
    /// <param name="Until">UTC, the real clock.</param>
    private sealed record Ticket(string State, string Nonce, string Verifier, string From, DateTimeOffset Until);
}

/// <summary>What coming back from the tenant's pages came to.</summary>
public abstract record EntraVisit
{
    /// <param name="Account">Who it is, for good.</param>
    /// <param name="From">Where to go now, on the hub.</param>
    public sealed record SignedIn(SessionRole Role, string Person, string Account, string From) : EntraVisit;

    /// <summary>Not begun in this browser, or too long ago.</summary>
    public sealed record NotBegun : EntraVisit;

    /// <summary>The tenant does not take the code, or its token is not good.</summary>
    public sealed record Refused : EntraVisit;

    public sealed record WithoutRole : EntraVisit;

    /// <summary>The tenant cannot be reached.</summary>
    public sealed record CannotTell : EntraVisit;
}
