using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>The programme office's calls on one item.</summary>
public sealed class ItemEndpoints(IPlanStore store, ItemPatch patch, HubClock calendar)
{
    private const int PageSize = 50;

    public async Task<IResult> GetAsync(HttpContext http)
    {
        if (await store.FindHeaderAsync(http.Plan(), http.RequestAborted) is not { } header
            || await store.FindItemAsync(http.Plan(), http.Item(), http.RequestAborted) is not { } stored)
            return NoSuchItem();
        long? before = long.TryParse(http.Request.Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
        var history = await store.HistoryAsync(http.Plan(), http.Item(), before, PageSize + 1, http.RequestAborted);
        var page = history.Take(PageSize).ToList();
        http.Response.Headers.ETag = stored.ETag;
        var next = history.Count > PageSize ? $"/api/plans/{http.Plan()}/items/{http.Item()}?before={page[^1].Sequence.ToString(CultureInfo.InvariantCulture)}" : null;
        return Results.Json(View(header.Plan, stored.Item, page, next), HubJson.Options);
    }

    public async Task<IResult> PatchAsync(HttpContext http)
    {
        var ifMatch = http.Request.Headers.IfMatch.ToString();
        if (ifMatch.Length == 0)
            return Problems.Of(428, "Precondition required", "Send the item's ETag as If-Match, so that nobody's change is overwritten; GET gives it.");
        var (change, errors) = await InputJson.ReadAsync<ItemChanges>(http.Request.Body, http.RequestAborted);
        if (change is null)
            return Problems.BadRequest("The change was not taken: see errors.", errors);
        var result = await patch.ApplyAsync(http.Plan(), http.Item(), change, ifMatch, http.RequestAborted);
        switch (result)
        {
            case ItemPatched.Done done:
                http.Response.Headers.ETag = done.ETag;
                return Results.Json(View(done.Plan, done.Item, [], null), HubJson.Options);
            case ItemPatched.Invalid invalid:
                return Problems.BadRequest("The change was not taken: see errors.", invalid.Errors);
            case ItemPatched.Stale:
                return Problems.PreconditionFailed("The item changed since you read it. Read it again, then send the change with its new ETag.");
            default:
                return NoSuchItem();
        }
    }

    private ItemResponse View(PlanHeader plan, PlanItem item, IReadOnlyList<HistoryEntry> history, string? next) =>
        new(ItemView.Of(item, Standings.Of(plan, item, calendar.Today), calendar.Today)) { Milestones = item.State.Milestones, History = history, Next = next };

    private static IResult NoSuchItem() => Problems.NotFound("The plan has no item with this id. GET /api/plans/{plan} lists its items.");
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
