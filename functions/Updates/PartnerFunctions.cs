using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Updates;

/// <summary>The programme office enters who may report, on what, and in which words.</summary>
public sealed class PartnerFunctions(TablePartnerStore store, PartnerDirectory directory, PartnerKeys keys, HubClock calendar, TimeProvider clock)
{
    private const int MaxTries = 5;

    [Function("PutPartner")]
    public async Task<IResult> PutPartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/partners/{partner}")] HttpRequest request)
    {
        var id = request.Partner();
        var (raw, tooLarge) = await RequestBody.ReadAsync(request, request.Stop());
        if (tooLarge is not null)
            return tooLarge;
        JsonElement json;
        try
        {
            json = JsonElement.Parse(EnvelopeParser.WithoutBom(raw).Span, EnvelopeParser.Strict);
        }
        catch (JsonException broken)
        {
            return Problems.BadRequest($"The body is not JSON: look at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.");
        }

        var (entered, errors, unknown) = PartnerParser.Read(id, json);
        if (errors.Count > 0)
            return Problems.BadRequest("The partner was not stored: fix what errors names.", errors);
        var issue = IssueOf(request, raw);
        var (mine, isNew) = (Guid.NewGuid(), false);
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var before = await store.FindAsync(id, request.Stop());
            if (before is { Partner: var there } && (there.Attempt == mine || IsRepeat(there, issue)))
                return Stored(there, isNew || IsRepeat(there, issue));
            isNew = before is null;
            var partner = before is null
                ? entered with { Since = calendar.Now, Issued = issue, Attempt = mine }
                : entered with
                {
                    Generation = before.Partner.Generation,
                    Retired = before.Partner.Retired,
                    Since = before.Partner.Since,
                    Issued = before.Partner.Issued,
                    Attempt = mine,
                };
            if (await store.SaveAsync(partner, before, request.Stop()))
                return Stored(partner, isNew);
        }

        return Problems.Conflict("The partner is being changed by somebody else: try again.");

        IResult Stored(Partner partner, bool withSecrets)
        {
            directory.Forget(id);
            return Results.Json(View(partner, withSecrets, unknown), HubJson.Options, statusCode: withSecrets ? 201 : 200);
        }
    }

    /// <summary>New secret and token. The old ones work for 24 hours more; with <c>?revoke=true</c> they, and all that were retired before, are
    /// refused by every instance within ten seconds.</summary>
    [Function("RotatePartner")]
    public async Task<IResult> RotatePartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/partners/{partner}/rotate")] HttpRequest request)
    {
        var ignored = new List<FieldError>();
        if (await OptionalBody.IntoQueryAsync(request, ignored, ["revoke"]) is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        if (request.Flag("revoke") is not { } revoke)
            return Requests.NeitherTrueNorFalse("revoke");
        var issue = IssueOf(request, revoke ? "rotate and revoke"u8 : "rotate"u8);
        var mine = Guid.NewGuid();
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (await store.FindAsync(request.Partner(), request.Stop()) is not { Partner: var partner } before)
                return Problems.NotFound("There is no such partner: PUT it first.");
            if (partner.Attempt == mine || IsRepeat(partner, issue))
                return Rotated(partner);
            var retired = revoke ? [] : partner.Retired.Where(r => r.Until > now).ToList();
            if (retired.Count >= PartnerLimits.Retired)
                return Problems.Conflict($"Rotated {PartnerLimits.Retired} times within 24 hours: wait, or end all old secrets with ?revoke=true.");
            if (!revoke)
                retired.Add(new RetiredGeneration(partner.Generation, now + PartnerLimits.Overlap));
            var rotated = partner with { Generation = partner.Generation + 1, Retired = retired, Issued = issue, Attempt = mine };
            if (await store.SaveAsync(rotated, before, request.Stop()))
                return Rotated(rotated);
        }

        return Problems.Conflict("The partner is being changed by somebody else: try again.");

        IResult Rotated(Partner partner)
        {
            directory.Forget(partner.Id);
            var view = View(partner, withSecrets: true, ignored);
            return Results.Json(revoke ? view with { EffectiveAt = clock.GetUtcNow() + PartnerDirectory.RevokedWithin } : view, HubJson.Options);
        }
    }

    /// <returns>Null where the request does not name itself: then its repeat is another request.</returns>
    private SecretRequest? IssueOf(HttpRequest request, ReadOnlySpan<byte> asked) => request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key
        ? new SecretRequest(Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(key), 0, .. asked])), clock.GetUtcNow())
        : null;

    /// <summary>The same secret is told again for a while to who asks for it with the same key: it is derived, so that none has to be kept.</summary>
    private static bool IsRepeat(Partner partner, SecretRequest? asked) =>
        asked is not null && partner.Issued is { } issued && issued.Key == asked.Key && asked.At - issued.At < PartnerLimits.RepeatedFor;

    private PartnerView View(Partner partner, bool withSecrets, IReadOnlyList<FieldError> unknown) => new(
        partner.Id, partner.Name, partner.Plans, partner.Items, partner.StatusWords, partner.Since,
        withSecrets ? keys.SigningSecret(partner) : null,
        withSecrets ? keys.Token(partner) : null,
        partner.Retired.Count > 0 ? partner.Retired.Max(r => r.Until) : null,
        unknown.Count > 0 ? [.. unknown.Select(Warnings.Of)] : null);
}

/// <param name="SigningSecret">Only in the first answer and after a rotation; so is <paramref name="Token"/>.</param>
/// <param name="OldSecretsUntil">When the last of the old secrets ends (UTC, the real clock).</param>
public sealed record PartnerView(
    string Id,
    string Name,
    IReadOnlyList<string> Plans,
    IReadOnlyList<string> Items,
    IReadOnlyDictionary<string, StatusMeaning> StatusWords,
    DateTimeOffset Since,
    string? SigningSecret,
    string? Token,
    DateTimeOffset? OldSecretsUntil,
    IReadOnlyList<string>? Warnings)
{
    /// <summary>From when every instance refuses the revoked secrets (UTC, the real clock); null when none were revoked.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }
}
