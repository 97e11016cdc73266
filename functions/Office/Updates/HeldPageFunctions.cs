using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Snapshots;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Office;

/// <summary>Texts that the guard holds back: release, redact or send back.</summary>
public sealed class HeldPageFunctions(OfficePages pages, HeldList list, HeldOffice office)
{
    private static readonly Dictionary<string, HeldOutcome> Choices = new(StringComparer.Ordinal)
    {
        ["reason"] = HeldOutcome.Released,
        ["text"] = HeldOutcome.Redacted,
        ["message"] = HeldOutcome.Returned,
    };

    [Function("GetHeldPage"), Page(PageAccess.Office)]
    public async Task<IResult> GetHeldPageAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/held")] HttpRequest request)
    {
        var read = await list.ReadAsync(null, request.Stop());
        var done = Enum.TryParse<HeldOutcome>(request.Query["done"], ignoreCase: true, out var outcome) ? Said(outcome) : null;
        return await pages.ShowAsync<HeldPage>(
            pages.Of(request, "Held back from publication") with { Section = "Held", Done = done },
            new() { ["Waiting"] = read.Found.Where(h => h.Decision is null).ToList(), ["Unread"] = read.Unread });
    }

    [Function("GetHeldText"), Page(PageAccess.Office)]
    public async Task<IResult> GetHeldTextAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "office/held/{id}")] HttpRequest request) =>
        await FindAsync(request) is { } held ? await ShowAsync(request, held, [], null) : await GoneAsync(request);

    [Function("DecideHeldText"), Page(PageAccess.Office), MaxBody(256 * 1024)]
    public async Task<IResult> DecideHeldTextAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "office/held/{id}")] HttpRequest request)
    {
        if (await FindAsync(request) is not { } held)
            return await GoneAsync(request);
        var field = Choices.Keys.FirstOrDefault(request.Form.ContainsKey) ?? "reason";
        var given = request.Form[field].ToString().ReplaceLineEndings("\n").Trim();
        var outcome = Choices[field];
        if (HeldFunctions.Check(field, given, outcome == HeldOutcome.Redacted ? given : null) is { Count: > 0 } faults)
            return await ShowAsync(request, held, [.. faults.Select(f => f with { Pointer = f.Pointer.TrimStart('/') })], given);
        var decided = await office.DecideAsync(
            held.Id,
            outcome,
            outcome == HeldOutcome.Redacted ? given : null,
            outcome == HeldOutcome.Redacted ? null : given,
            request.Stop());
        return decided switch
        {
            null => await GoneAsync(request),
            { Decision: null } => await ShowAsync(
                request,
                held,
                [new("", "plan-text", "This is the plan’s own text: change it in the plan")],
                given),
            _ => new SeeOther($"/office/held?done={outcome}"),
        };
    }

    private async Task<HeldItem?> FindAsync(HttpRequest request) =>
        (await list.ReadAsync(null, request.Stop())).Found.FirstOrDefault(h => h.Id == request.Route("id") && h.Decision is null);

    private async Task<IResult> ShowAsync(HttpRequest request, HeldItem held, IReadOnlyList<FieldError> errors, string? given) =>
        await pages.ShowAsync<HeldText>(
            pages.Of(request, "Decide on a text that is held back") with
            {
                Section = "Held",
                Errors = errors,
            },
            new()
            {
                ["Held"] = await list.ViewAsync(held, request.Stop()),
                ["Given"] = given,
                ["Field"] = errors is [var first, ..] ? first.Pointer : "",
            },
            errors.Count > 0 ? 400 : 200);

    private Task<IResult> GoneAsync(HttpRequest request) =>
        pages.OfAsync(
            request,
            404,
            "This text is not held back any more",
            "Somebody decided on it already, or it was changed since you saw it. Nothing was changed now.");

    private static string Said(HeldOutcome outcome) => outcome switch
    {
        HeldOutcome.Released => "The text is released. It is public with the next publication.",
        HeldOutcome.Redacted => "Your text is public with the next publication. The partner’s own stays in the history.",
        _ => "The text stays held back, and the partner sees your message among its updates.",
    };
}
