using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Updates;

/// <summary>Where partners report.</summary>
public sealed class UpdateFunctions(
    PartnerAuthentication callers,
    PartnerRates rates,
    EnvelopeReader envelopes,
    Intake intake,
    DryRun dryRun,
    ReceiptLookup lookup,
    ILogger<UpdateFunctions> log)
{
    [Function("PostUpdates"), Anyone]
    public async Task<IResult> PostUpdatesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "api/partners/{partner}/updates")]
            HttpRequest request)
    {
        if (HttpMethods.IsOptions(request.Method))
            return Handshake.Answer(request.HttpContext, rates.PerMinute);
        var (raw, tooLarge) = await RequestBody.ReadAsync(request, request.Stop());
        if (tooLarge is not null)
            return tooLarge;
        var (partner, messageId, refusal) = await callers.IdentifyAsync(request.HttpContext, raw);
        if (partner is null)
            return refusal!;
        if (rates.Take(partner.Partner.Id) is { } wait)
        {
            UpdateLog.TooMany(log, partner.Partner.Id);
            return Problems.TooMany(wait);
        }

        if (ContentKinds.Of(request) is not { } kind)
            return Unsupported(request, "Accept-Post", ContentKinds.Accepted, "Content-Type");
        var encoding = request.Headers.ContentEncoding.ToString();
        var unpacked = BodyDecompression.Unpack(raw, encoding);
        if (unpacked.Result == UnpackResult.UnknownEncoding)
            return Unsupported(request, "Accept-Encoding", BodyDecompression.Accepted, "Content-Encoding");
        if (unpacked.Result == UnpackResult.TooLarge)
            return RequestBody.TooLarge();
        var body = new RefusedBody(kind, encoding, messageId, CloudEventAttributes.From(request.Headers));
        return await AnswerAsync(
            request,
            partner,
            raw,
            body,
            await envelopes.ReadAsync(partner.Partner, raw, unpacked, body, request.Stop()));
    }

    [Function("GetReceipt"), Anyone]
    public async Task<IResult> GetReceiptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners/{partner}/receipts/{receipt}")]
            HttpRequest request)
    {
        var (partner, _, refusal) = await callers.IdentifyAsync(request.HttpContext, ReadOnlyMemory<byte>.Empty);
        return partner is null ? refusal! : await lookup.FindAsync(partner.Partner, request.Route("receipt"), request.Stop());
    }

    private async Task<IResult> AnswerAsync(
        HttpRequest request,
        KnownPartner partner,
        byte[] raw,
        RefusedBody body,
        Envelope envelope)
    {
        if (envelope.TooMany)
            return RequestBody.TooLarge();
        if (request.DryRun() is not { } dry)
            return Requests.NeitherTrueNorFalse();
        if (dry)
            return await dryRun.CheckAsync(partner, envelope, request.Stop());
        var result = await intake.TakeAsync(partner, raw, body, envelope, request.Stop());
        return result.Answer?.ToResult() ?? result.Refusal!;
    }

    private static IResult Unsupported(HttpRequest request, string header, string accepted, string sent)
    {
        request.Answer()[header] = accepted;
        return Problems.UnsupportedMediaType($"{sent} has to be one of: {accepted}. JSON is sent in UTF-8.");
    }
}
