using System.Security.Cryptography;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Who sent a request: a Standard Webhooks signature or a bearer token. Where both are given, the signature
/// decides.</summary>
public sealed class PartnerAuthentication(PartnerDirectory partners, TimeProvider clock, ILogger<PartnerAuthentication> log)
{
    /// <summary>Checked in place of a partner that is not there, so that the answer takes as long.</summary>
    private static readonly IReadOnlyList<Credential> Nobody = [new(new byte[32], [], DateTimeOffset.MaxValue)];

    private static readonly TimeSpan[] Ages = [PartnerDirectory.Age, PartnerDirectory.AgeAfterFailure];

    /// <param name="raw">The body's bytes as they came over the wire.</param>
    public async ValueTask<Identified> IdentifyAsync(HttpContext http, ReadOnlyMemory<byte> raw)
    {
        var id = http.GetRouteValue("partner") as string;
        var claim = Claim.Of(http.Request.Headers);
        if (claim.IsEmpty || !Id.IsValid(id))
            return Refuse(
                http,
                "Sign the request (webhook-id, webhook-timestamp, webhook-signature) or send the partner's token (Authorization: "
                    + "Bearer hub_…).");
        var result = SignatureResult.NoMatch;
        foreach (var age in Ages)
        {
            var partner = await partners.FindAsync(id!, age, http.RequestAborted);
            result = claim.Check(partner?.Credentials ?? Nobody, raw.Span, clock.GetUtcNow());
            if (result == SignatureResult.Valid && partner is not null)
                return claim.MessageId is { Length: > UpdateLimits.MessageId }
                    ? new(null, null, Problems.BadRequest($"A message id has at most {UpdateLimits.MessageId} characters."))
                    : new(partner, claim.MessageId, null);
            if (result != SignatureResult.NoMatch)
                break;
        }

        UpdateLog.NotRecognised(log, id!, result);
        return Refuse(
            http, result == SignatureResult.NoMatch && claim.Signatures is null ? WrongToken(claim.Token!, id!) : Why(result));
    }

    private static string Why(SignatureResult result) =>
        result switch
        {
            SignatureResult.Missing => "A signed request needs webhook-id, webhook-timestamp and webhook-signature, each once.",
            SignatureResult.BadTimestamp => "webhook-timestamp has to be whole seconds since 1970, such as 1653382800.",
            SignatureResult.TooOld =>
                "webhook-timestamp is more than five minutes old: sign each attempt with the time of that attempt, and check the "
                    + "sender's clock.",
            SignatureResult.TooNew => "webhook-timestamp is more than five minutes ahead: check the sender's clock.",
            _ =>
                "The signature does not match this partner: check the secret (base64 after whsec_), and that the body is sent "
                    + "exactly as signed.",
        };

    /// <summary>Says only what can be seen of what was sent, and never whether there is such a partner.</summary>
    private static string WrongToken(string token, string partner) =>
        token.StartsWith("whsec_", StringComparison.Ordinal)
            ? "This is a signing secret, which signs and is never sent: send the token instead, which begins with hub_."
        : token.StartsWith("hub_", StringComparison.Ordinal) && !token.StartsWith($"hub_{partner}_", StringComparison.Ordinal)
            ? "This token is another partner's: the partner that stands in it after hub_ has to be the one in the address."
        : "The token does not match this partner: send it whole, as the programme office gave it to you (hub_…). If it has "
            + "been replaced, ask the office for the new one.";

    private static Identified Refuse(HttpContext http, string detail)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return new(null, null, Problems.Unauthorized(detail));
    }

    private sealed record Claim(string? MessageId, string? Timestamp, string? Signatures, string? Token)
    {
        private const string Bearer = "Bearer ";

        public bool IsEmpty => Signatures is null && Token is null;

        public static Claim Of(IHeaderDictionary headers)
        {
            string? One(string name) => headers[name] is [{ Length: > 0 } value] ? value : null;
            var authorization = headers.Authorization is [{ } only] ? only : "";
            var token = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? authorization[Bearer.Length..].Trim()
                : null;
            var signatures = headers.ContainsKey("webhook-signature") ? One("webhook-signature") ?? "" : null;
            var id = One("webhook-id") ?? (signatures is null ? One("Idempotency-Key")?.Trim('"') : null);
            return new(string.IsNullOrEmpty(id) ? null : id, One("webhook-timestamp"), signatures, token);
        }

        public SignatureResult Check(IReadOnlyList<Credential> credentials, ReadOnlySpan<byte> raw, DateTimeOffset now)
        {
            var valid = credentials.Where(c => c.Until > now);
            if (Signatures is not null)
                return WebhookSignature.Verify(MessageId, Timestamp, Signatures, raw, [.. valid.Select(c => c.Secret)], now);
            var given = Encoding.UTF8.GetBytes(Token!);
            var matches = false;
            foreach (var credential in valid)
                matches |= CryptographicOperations.FixedTimeEquals(given, credential.Token);
            return matches ? SignatureResult.Valid : SignatureResult.NoMatch;
        }
    }
}

/// <param name="Partner">Null when refused.</param>
/// <param name="MessageId">webhook-id or Idempotency-Key.</param>
public sealed record Identified(KnownPartner? Partner, string? MessageId, IResult? Refusal);
