using Microsoft.IdentityModel.JsonWebTokens;

namespace HubFunctions.Hosting;

/// <summary>Tells access tokens from ID tokens. Entra ID signs both with the same keys for the same app registration, with the
/// same roles and the same <c>typ</c>: only what a token carries says what it is for. Source: the claims of Entra's access and ID
/// tokens, versions 1 and 2; RFC 9068.</summary>
internal static class AccessTokens
{
    /// <summary>They answer the request of a sign-in (OpenID Connect Core 1.0, 2 and 3.3.2.11): no access token has
    /// them.</summary>
    private static readonly string[] OfSignIns = ["nonce", "at_hash", "c_hash", "s_hash"];

    /// <summary>A program that calls for itself has none of them.</summary>
    private static readonly string[] OfPeople =
    [
        "name", "preferred_username", "upn", "unique_name", "email", "given_name", "family_name", "amr",
    ];

    private static readonly string[] Types = ["", "JWT", "at+jwt", "application/at+jwt"];

    /// <summary>For one resource, and either for a person through an app (<c>scp</c>) or for a program (<c>azp</c>, in version 1
    /// <c>appid</c>).</summary>
    public static bool Include(JsonWebToken token) =>
        Types.Contains(token.Typ ?? "", StringComparer.OrdinalIgnoreCase)
        && !token.TryGetHeaderValue<object>("crit", out _)
        && token.Audiences.Count() == 1
        && !OfSignIns.Any(claim => token.TryGetPayloadValue<object>(claim, out _))
        && (Has(token, "scp") || IsForProgram(token));

    private static bool IsForProgram(JsonWebToken token) =>
        (Has(token, "azp") || Has(token, "appid"))
        && (!Has(token, "idtyp") || Text(token, "idtyp") == "app")
        && !OfPeople.Any(claim => token.TryGetPayloadValue<object>(claim, out _));

    private static bool Has(JsonWebToken token, string claim) => Text(token, claim).Length > 0;

    private static string Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var text) ? text ?? "" : "";
}
