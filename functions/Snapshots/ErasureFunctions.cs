using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>Removes a published text everywhere, for good. What is done is listed in <c>docs/erasure.md</c>.</summary>
/// <remarks>Safe to repeat, and to cut short between any two writes: a repeat completes it. The text is in no log, answer or
/// error.</remarks>
public sealed class ErasureFunctions(
    IPlanStore plans,
    IEnumerable<IErasablePlace> places,
    HistoryErasure files,
    FilePublisher pages,
    PublicFiles published,
    Publisher publisher,
    SharedFiles shared,
    HubClock calendar)
{
    private const int LeastText = 3;
    private const int MaxAttempts = 8;

    private static readonly HashSet<string> Fields = new(StringComparer.Ordinal)
    {
        "title", "label", "organisation", "area", "period", "owner", "partners", "timescale", "assumptions", "milestones",
        "summary", "measures",
        "note", "risks", "next", "forecast", "evidence", "reporter",
    };

    [Function("ErasePublishedText")]
    public async Task<IResult> ErasePublishedTextAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/plans/{plan}/erasures")] HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return Problems.UnsupportedMediaType("Send item, field, text and reason as application/json.");
        var (wanted, errors) = await InputJson.ReadAsync<WantedErasure>(request.Body, request.Stop());
        if (wanted is null || (errors = Check(wanted)).Count > 0)
            return Problems.BadRequest("Nothing was erased: see errors.", errors);
        var plan = request.Plan();
        if (await plans.FindHeaderAsync(plan, request.Stop()) is null)
            return Problems.NoSuchPlan();
        if (wanted.Item is { } item && await plans.FindItemAsync(plan, item, request.Stop()) is null)
            return Problems.NotFound("The plan never had an item with this id. GET /api/plans/{plan} lists its items.");
        // The caller's leaving must not stop it half way.
        return Results.Json(await EraseAsync(plan, wanted, CancellationToken.None), HubJson.Options);
    }

    private async Task<ErasureResponse> EraseAsync(string plan, WantedErasure wanted, CancellationToken stop)
    {
        var erasure = new TextErasure(plan, wanted.Item, wanted.Field, wanted.Text.Trim(), calendar.Today);
        await shared.KeepAsync(stop);
        // Files first: of one that is still unwritten, history knows yet what it will hold.
        var (changed, last) = await files.EraseAsync(erasure, from: 1, stop);
        var rows = 0;
        foreach (var place in places)
            rows += await place.EraseAsync(erasure, stop);
        await NoteAsync(plan, wanted, stop);
        // From here on nothing that was read before can be appended: what was appended meanwhile is the last with the text.
        var (late, _) = await files.EraseAsync(erasure, Math.Max(1, last), stop);
        var result = await publisher.RunAsync(plan, stop);
        if (await published.SnapshotAsync(plan, 1, stop) is not null && result is { Sequence: > 0 }
            && await published.SnapshotAsync(plan, result.Sequence, stop) is { } newest)
            changed += await pages.RenewPeriodsAsync(newest, stop);
        return new ErasureResponse(plan, wanted.Item, wanted.Field, rows, changed + late, result?.Outcome, result?.Sequence);
    }

    /// <summary>The plan's own history says why, never what; its commit ends every publication under way.</summary>
    private async Task NoteAsync(string plan, WantedErasure wanted, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await plans.FindHeaderAsync(plan, stop) is not { } header)
                return;
            var entry = new HistoryEntry
            {
                Sequence = header.Sequence + 1,
                Kind = HistoryKind.Erasure,
                At = calendar.Now,
                By = Acting.Name,
                Reason =
                    $"Erasure in {wanted.Field} of {(wanted.Item is { } item ? $"item {item}" : "the plan")}: {wanted.Reason}",
            };
            var commit = new PlanCommit(plan) { Header = new HeaderChange(header, header.Plan, header.Hold, entry) };
            if (await plans.CommitAsync(commit, stop) is CommitResult.Committed)
                return;
        }

        throw new StorageUnavailableException(409, "The plan kept changing; send the erasure again.");
    }

    private static IReadOnlyList<FieldError> Check(WantedErasure wanted)
    {
        var errors = new ValidationErrors();
        if (wanted.Item is not null)
            errors.Id("/item", wanted.Item);
        if (!Fields.Contains(wanted.Field))
            errors.Add("/field", "unknown", $"Give one of {string.Join(", ", Fields)}.");
        errors.Text("/text", wanted.Text, PlanLimits.Text);
        if (wanted.Text?.Trim() is { Length: > 0 and < LeastText })
            errors.Add("/text", "too-short", $"Give at least {LeastText} characters: a shorter text stands in too much else.");
        errors.Text("/reason", wanted.Reason, PlanLimits.Text);
        if (wanted is { Text: { Length: >= LeastText } text, Reason: { } reason }
            && reason.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase))
            errors.Add("/reason", "holds-the-text", "The reason is kept, so it must not hold the text; say it in other words.");
        return errors.All;
    }
}

/// <summary>What the office asks for.</summary>
public sealed record WantedErasure
{
    /// <summary>Null: the plan's own words and every item.</summary>
    public string? Item { get; init; }

    /// <summary>As in the public snapshot, or of an update.</summary>
    public required string Field { get; init; }

    /// <summary>Every value of the field that contains it goes whole.</summary>
    public required string Text { get; init; }

    /// <summary>Kept in the plan's history.</summary>
    public required string Reason { get; init; }

    /// <summary>Whatever prints it must not print the text.</summary>
    public override string ToString() => $"erasure in {Field}";
}

/// <param name="Rows">Stored rows that changed.</param>
/// <param name="Files">Dated public files that changed; the others were published again.</param>
/// <param name="Outcome">Of the publication that followed.</param>
/// <param name="Sequence">The newest snapshot.</param>
public sealed record ErasureResponse(
    string Plan,
    string? Item,
    string Field,
    int Rows,
    int Files,
    PublishOutcome? Outcome,
    long? Sequence);
