using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HubFunctions.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Plans;

/// <summary>The programme office's calls on one item.</summary>
public sealed class ItemFunctions(IPlanStore store, ItemPatch patch, HubClock calendar)
{
    private const int PageSize = 50;

    [Function("GetItem")]
    public async Task<IResult> GetItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/plans/{plan}/items/{item}")] HttpRequest request)
    {
        if (await store.FindHeaderAsync(request.Plan(), request.Stop()) is not { } header
            || await store.FindItemAsync(request.Plan(), request.Item(), request.Stop()) is not { } stored)
            return NoSuchItem();
        long? before = long.TryParse(request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;
        var history = await store.HistoryAsync(request.Plan(), request.Item(), before, PageSize + 1, request.Stop());
        var page = history.Take(PageSize).ToList();
        request.Answer().ETag = stored.ETag;
        var address = $"/api/plans/{request.Plan()}/items/{request.Item()}";
        var next =
            history.Count > PageSize
                ? string.Create(CultureInfo.InvariantCulture, $"{address}?before={page[^1].Sequence}")
                : null;
        return Results.Json(View(header.Plan, stored.Item, page, next), HubJson.Options);
    }

    [Function("PatchItem")]
    public async Task<IResult> PatchItemAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/plans/{plan}/items/{item}")] HttpRequest request)
    {
        var ifMatch = request.Headers.IfMatch.ToString();
        if (ifMatch.Length == 0)
            return Problems.Of(
                428,
                "Precondition required",
                "Send the item's ETag as If-Match, so that nobody's change is overwritten; GET gives it.");
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > PlanLimits.Name)
            return Problems.BadRequest($"The Idempotency-Key is longer than {PlanLimits.Name} characters.");
        var (change, errors) = await InputJson.ReadAsync<ItemChanges>(request.Body, request.Stop());
        if (change is null)
            return Problems.BadRequest("The change was not taken: see errors.", errors);
        var result = await patch.ApplyAsync(
            request.Plan(),
            request.Item(),
            change,
            ifMatch,
            key.Length == 0 ? null : key,
            request.Stop());
        switch (result)
        {
            case ItemPatched.Done done:
                request.Answer().ETag = done.ETag;
                return Results.Json(View(done.Plan, done.Item, [], null), HubJson.Options);
            case ItemPatched.Invalid invalid:
                return Problems.BadRequest("The change was not taken: see errors.", invalid.Errors);
            case ItemPatched.OtherChange:
                return Problems.Conflict(
                    "This Idempotency-Key came with another change before. Send this one with a key of its own.");
            case ItemPatched.Stale:
                return Problems.PreconditionFailed(
                    "The item changed since you read it. Read it again, then send the change with its new ETag.");
            default:
                return NoSuchItem();
        }
    }

    private ItemResponse View(PlanHeader plan, PlanItem item, IReadOnlyList<HistoryEntry> history, string? next) =>
        new(ItemView.Of(item, Standings.Of(plan, item, calendar.Today), calendar.Today))
        {
            Milestones = item.State.Milestones,
            History = history,
            Next = next,
        };

    private static IResult NoSuchItem() =>
        Problems.NotFound("The plan has no item with this id. GET /api/plans/{plan} lists its items.");
}

/// <summary>An item with what led to it.</summary>
public sealed record ItemResponse : ItemView
{
    [SetsRequiredMembers]
    public ItemResponse(ItemView item)
        : base(item)
    {
    }

    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init; } = [];

    /// <summary>Address of the next page; null on the last.</summary>
    public string? Next { get; init; }
}
