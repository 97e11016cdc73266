using System.Buffers.Text;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Updates;

/// <summary>What was refused: the office sees all of it, a partner its own.</summary>
public sealed class QuarantineFunctions(Quarantine quarantine, Replay replay, PartnerAuthentication callers)
{
    private const int PageSize = 50;

    [Function("GetQuarantine")]
    public Task<IResult> GetQuarantineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/quarantine")] HttpRequest request) =>
        ListAsync(request, request.Query["partner"].ToString() is { Length: > 0 } partner ? partner : null);

    [Function("GetPartnerQuarantine"), Anyone]
    public async Task<IResult> GetPartnerQuarantineAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/partners/{partner}/quarantine")]
            HttpRequest request)
    {
        var (partner, _, refusal) = await callers.IdentifyAsync(request.HttpContext, ReadOnlyMemory<byte>.Empty);
        return partner is null ? refusal! : await ListAsync(request, partner.Partner.Id);
    }

    [Function("GetQuarantineEntry")]
    public async Task<IResult> GetQuarantineEntryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/quarantine/{id}")] HttpRequest request) =>
        await FindAsync(request) is { } entry ? Results.Json(QuarantineView.Of(entry, whole: true), HubJson.Options) : Gone();

    [Function("ReplayQuarantineEntry")]
    public async Task<IResult> ReplayQuarantineEntryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quarantine/{id}/replay")] HttpRequest request) =>
        await FindAsync(request) is { } entry ? await ReplayAsync(request, entry) : Gone();

    [Function("DeleteQuarantineEntry")]
    public async Task<IResult> DeleteQuarantineEntryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/quarantine/{id}")] HttpRequest request) =>
        await OptionalBody.IntoQueryAsync(request) is { } refusal ? refusal
        : Id.IsValid(EntryId(request)) && await quarantine.DeleteAsync(EntryId(request), request.Stop()) ? Results.NoContent()
        : Gone();

    /// <summary>As it was sent, or with <c>{ "updates": […] }</c> in its place.</summary>
    private async Task<IResult> ReplayAsync(HttpRequest request, QuarantineEntry entry)
    {
        const string wanted = "Send no body to replay what was sent, or { \"updates\": [ … ] } with what it should have been.";
        var (raw, tooLarge) = await RequestBody.ReadAsync(request, request.Stop());
        if (tooLarge is not null)
            return tooLarge;
        if (raw.AsSpan().Trim(" \t\r\n"u8).Length == 0)
            return await replay.RunAsync(entry, null, request.Stop());
        if (!request.HasJsonContentType())
            return Problems.UnsupportedMediaType($"{wanted} A body has the content type application/json.");
        var corrected = CorrectedUpdates.Read(raw, entry);
        return corrected.Errors.Count > 0
            ? Problems.BadRequest(wanted, corrected.Errors)
            : await replay.RunAsync(entry, corrected.Updates, request.Stop());
    }

    private static string EntryId(HttpRequest request) => request.Route("id");

    private static IResult Gone() => Problems.NotFound("There is no such entry: it was replayed, deleted or has expired.");

    private async Task<QuarantineEntry?> FindAsync(HttpRequest request) =>
        Id.IsValid(EntryId(request)) ? await quarantine.FindAsync(EntryId(request), request.Stop()) : null;

    private async Task<IResult> ListAsync(HttpRequest request, string? partner)
    {
        var query = request.Query["after"].ToString();
        if (query.Length > 0 && After(query) is null || partner is not null && !Id.IsValid(partner))
            return Problems.BadRequest("Take the address of the next page from the page before; partner is a partner's id.");
        var (entries, last) = await quarantine.ListAsync(partner, After(query), PageSize, request.Stop());
        var filter = request.Query.ContainsKey("partner") ? $"partner={partner}&" : "";
        var next = last is null
            ? null
            : $"{request.Path}?{filter}after={Base64Url.EncodeToString(Encoding.ASCII.GetBytes(last))}";
        return Results.Json(
            new QuarantinePage([.. entries.Select(e => QuarantineView.Of(e, whole: false))], next),
            HubJson.Options);
    }

    /// <summary>The place that a page ended with: ticks and id.</summary>
    private static string? After(string query)
    {
        Span<byte> place = stackalloc byte[128];
        if (query.Length > 128 || !Base64Url.IsValid(query) || !Base64Url.TryDecodeFromChars(query, place, out var length))
            return null;
        var text = Encoding.ASCII.GetString(place[..length]);
        return text.Split('|') is [{ Length: 19 } ticks, var id] && ticks.All(char.IsAsciiDigit) && Id.IsValid(id) ? text : null;
    }
}
