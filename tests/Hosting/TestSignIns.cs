using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace HubFunctions.Tests.Hosting;

/// <summary>A tenant's authorization code flow: a code is good once, for who has the verifier, at the same address.</summary>
internal sealed class TestSignIns
{
    private readonly ConcurrentDictionary<string, Asked> _codes = new();

    public TestSignIns(WebApplication app)
    {
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            string Asks(string name) => request.Query[name].ToString();
            var asked = new Asked(Asks("client_id"), Asks("redirect_uri"), Asks("code_challenge"), Asks("nonce"));
            var isGood = request.Query["response_type"] == "code" && request.Query["code_challenge_method"] == "S256"
                && request.Query["scope"].ToString().Split(' ').Contains("openid") && asked.Client == TestIssuer.Audience;
            if (!isGood)
                return Results.BadRequest();
            if (Denies)
                return Results.Redirect($"{asked.Callback}?error=access_denied&state={request.Query["state"]}");
            var code = Guid.NewGuid().ToString("N");
            _codes[code] = asked;
            return Results.Redirect($"{asked.Callback}?code={code}&state={request.Query["state"]}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            Exchanged++;
            if (IsAway)
                return Results.StatusCode(503);
            var form = await request.ReadFormAsync();
            var isGood = _codes.TryRemove(form["code"].ToString(), out var asked)
                && asked.Challenge == Challenge(form["code_verifier"].ToString())
                && form["redirect_uri"] == asked.Callback && form["client_id"] == asked.Client
                && form["grant_type"] == "authorization_code";
            return isGood
                ? Results.Json(new { token_type = "Bearer", id_token = IdToken(asked!.Nonce) })
                : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        });
    }

    /// <summary>Makes the token for the nonce that was asked for.</summary>
    public Func<string, string> IdToken { get; set; } = _ => "";

    public bool Denies { get; set; }

    public bool IsAway { get; set; }

    /// <summary>How many codes were brought.</summary>
    public int Exchanged { get; private set; }

    private static string Challenge(string verifier) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private sealed record Asked(string Client, string Callback, string Challenge, string Nonce);
}
