using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Updates;

/// <summary>The programme office enters who may report, on what, and in which words.</summary>
public sealed class PartnerFunctions(PartnerEntry entry, PartnerKeys keys, TimeProvider clock)
{
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
            return Problems.BadRequest(
                $"The body is not JSON: look at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.");
        }

        var (entered, errors, unknown) = PartnerParser.Read(id, json);
        if (errors.Count > 0)
            return Problems.BadRequest("The partner was not stored: fix what errors names.", errors);
        var issue = entry.Named(request.Headers["Idempotency-Key"].ToString(), raw);
        return await entry.PutAsync(entered, issue, request.Stop()) is PartnerEntered.Done done
            ? Results.Json(
                View(done.Partner, done.WithSecrets, unknown),
                HubJson.Options,
                statusCode: done.WithSecrets ? 201 : 200)
            : Busy();
    }

    /// <summary>New secret and token. The old ones work for 24 hours more; with <c>?revoke=true</c> they, and all that were
    /// retired before, are refused by every instance within ten seconds.</summary>
    [Function("RotatePartner")]
    public async Task<IResult> RotatePartnerAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/partners/{partner}/rotate")] HttpRequest request)
    {
        var ignored = new List<FieldError>();
        if (await OptionalBody.IntoQueryAsync(request, ignored, ["revoke"]) is { } refusal)
            return refusal;
        if (request.Flag("revoke") is not { } revoke)
            return Requests.NeitherTrueNorFalse("revoke");
        var issue = entry.Named(request.Headers["Idempotency-Key"].ToString(), revoke ? "rotate and revoke"u8 : "rotate"u8);
        return await entry.RotateAsync(request.Partner(), revoke, issue, request.Stop()) switch
        {
            PartnerEntered.Done done => Rotated(View(done.Partner, withSecrets: true, ignored), revoke),
            PartnerEntered.Missing => Problems.NotFound("There is no such partner: PUT it first."),
            PartnerEntered.TooOften => Problems.Conflict(
                $"Rotated {PartnerLimits.Retired} times within 24 hours: wait, or end all old secrets with ?revoke=true."),
            _ => Busy(),
        };
    }

    private IResult Rotated(PartnerView view, bool revoke) =>
        Results.Json(
            revoke ? view with { EffectiveAt = clock.GetUtcNow() + PartnerDirectory.RevokedWithin } : view,
            HubJson.Options);

    private static IResult Busy() => Problems.Conflict("The partner is being changed by somebody else: try again.");

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
    /// <summary>From when every instance refuses the revoked secrets (UTC, the real clock); null when none were
    /// revoked.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }
}
