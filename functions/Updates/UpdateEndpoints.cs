using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>Where partners report.</summary>
public sealed class UpdateEndpoints(PartnerAuthentication callers, PartnerRates rates, Intake intake, DryRun dryRun, ReceiptLookup lookup, ILogger<UpdateEndpoints> log)
{
    public async Task<IResult> PostAsync(HttpContext http)
    {
        if (HttpMethods.IsOptions(http.Request.Method))
            return Handshake.Answer(http, rates.PerMinute);
        var (raw, tooLarge) = await RequestBody.ReadAsync(http.Request, http.RequestAborted);
        if (tooLarge is not null)
            return tooLarge;
        var (partner, messageId, refusal) = await callers.IdentifyAsync(http, raw);
        if (partner is null)
            return refusal!;
        if (rates.Take(partner.Partner.Id) is { } wait)
        {
            UpdateLog.TooMany(log, partner.Partner.Id);
            return Problems.TooMany(wait);
        }

        if (ContentKinds.Of(http.Request) is not { } kind)
            return Unsupported(http, "Accept-Post", ContentKinds.Accepted, "Content-Type");
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        var unpacked = BodyDecompression.Unpack(raw, encoding);
        if (unpacked.Result == UnpackResult.UnknownEncoding)
            return Unsupported(http, "Accept-Encoding", BodyDecompression.Accepted, "Content-Encoding");
        if (unpacked.Result == UnpackResult.TooLarge)
            return RequestBody.TooLarge();
        var body = new RefusedBody(kind, encoding, messageId, CloudEventAttributes.From(http.Request.Headers));
        return await AnswerAsync(http, partner, raw, body, Read(raw, unpacked, body));
    }

    public async Task<IResult> ReceiptAsync(HttpContext http)
    {
        var (partner, _, refusal) = await callers.IdentifyAsync(http, ReadOnlyMemory<byte>.Empty);
        return partner is null ? refusal! : await lookup.FindAsync(partner.Partner, http.GetRouteValue("receipt") as string ?? "", http.RequestAborted);
    }

    internal static Envelope Read(byte[] raw, Unpacked unpacked, RefusedBody body) => unpacked.Result == UnpackResult.Broken
        ? Envelope.Refused("", "not-unpackable", "The body does not unpack by its Content-Encoding: send it again, or without one.")
        : EnvelopeParser.Read(body.Kind, raw, unpacked.Body, body.MessageId, body.Attributes);

    private async Task<IResult> AnswerAsync(HttpContext http, KnownPartner partner, byte[] raw, RefusedBody body, Envelope envelope)
    {
        if (envelope.TooMany)
            return RequestBody.TooLarge();
        if (http.DryRun() is not { } dry)
            return Requests.NeitherTrueNorFalse();
        if (dry)
            return await dryRun.CheckAsync(partner, envelope, http.RequestAborted);
        if (envelope.Refusal is { } error)
            return (await intake.RefuseAsync(partner.Partner, raw, body, error, http.RequestAborted)).ToResult();
        var result = await intake.AcceptAsync(partner, envelope, http.RequestAborted);
        return result.Answer?.ToResult() ?? result.Refusal!;
    }

    private static IResult Unsupported(HttpContext http, string header, string accepted, string sent)
    {
        http.Response.Headers[header] = accepted;
        return Problems.UnsupportedMediaType($"{sent} has to be one of: {accepted}; JSON in UTF-8.");
    }
}
