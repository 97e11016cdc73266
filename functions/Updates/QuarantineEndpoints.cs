using System.Buffers.Text;
using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What was refused: the office sees all of it, a partner its own.</summary>
public sealed class QuarantineEndpoints(Quarantine quarantine, Replay replay, PartnerAuthentication callers)
{
    private const int PageSize = 50;

    public Task<IResult> ListAsync(HttpContext http) =>
        ListAsync(http, http.Request.Query["partner"].ToString() is { Length: > 0 } partner ? partner : null);

    public async Task<IResult> ListOwnAsync(HttpContext http)
    {
        var (partner, _, refusal) = await callers.IdentifyAsync(http, ReadOnlyMemory<byte>.Empty);
        return partner is null ? refusal! : await ListAsync(http, partner.Partner.Id);
    }

    public async Task<IResult> GetAsync(HttpContext http) => await FindAsync(http) is { } entry
        ? Results.Json(QuarantineView.Of(entry, whole: true), HubJson.Options)
        : Gone();

    public async Task<IResult> ReplayAsync(HttpContext http) => await FindAsync(http) is { } entry
        ? await replay.RunAsync(entry, http.RequestAborted)
        : Gone();

    public async Task<IResult> DeleteAsync(HttpContext http) =>
        Id.IsValid(EntryId(http)) && await quarantine.DeleteAsync(EntryId(http), http.RequestAborted) ? Results.NoContent() : Gone();

    private static string EntryId(HttpContext http) => (string?)http.GetRouteValue("id") ?? "";

    private static IResult Gone() => Problems.NotFound("There is no such entry: it was replayed, deleted or has expired.");

    private async Task<QuarantineEntry?> FindAsync(HttpContext http) =>
        Id.IsValid(EntryId(http)) ? await quarantine.FindAsync(EntryId(http), http.RequestAborted) : null;

    private async Task<IResult> ListAsync(HttpContext http, string? partner)
    {
        var query = http.Request.Query["after"].ToString();
        if (query.Length > 0 && After(query) is null || partner is not null && !Id.IsValid(partner))
            return Problems.BadRequest("Take the address of the next page from the page before; partner is a partner's id.");
        var (entries, last) = await quarantine.ListAsync(partner, After(query), PageSize, http.RequestAborted);
        var filter = http.Request.Query.ContainsKey("partner") ? $"partner={partner}&" : "";
        var next = last is null ? null : $"{http.Request.Path}?{filter}after={Base64Url.EncodeToString(Encoding.ASCII.GetBytes(last))}";
        return Results.Json(new QuarantinePage([.. entries.Select(e => QuarantineView.Of(e, whole: false))], next), HubJson.Options);
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
