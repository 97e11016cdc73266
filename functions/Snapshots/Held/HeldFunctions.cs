using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Snapshots;

/// <summary>The programme office's calls on public texts that the disclosure guard holds back.</summary>
public sealed class HeldFunctions(HeldList list, HeldOffice office)
{
    /// <summary>What waits for a decision; <c>?plan=</c> asks for one plan.</summary>
    [Function("GetHeld")]
    public async Task<IResult> GetHeldAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/held")] HttpRequest request)
    {
        string? plan = request.Query["plan"];
        if (plan is not null && !Id.IsValid(plan))
            return Problems.BadRequest("plan is no plan's id. GET /api/plans lists them.");
        var waiting = new List<HeldView>();
        var read = await list.ReadAsync(plan, request.Stop());
        foreach (var held in read.Found)
        {
            if (held.Decision is null)
                waiting.Add(await list.ViewAsync(held, request.Stop()));
        }

        return Results.Json(new HeldPage(waiting, read.UnreadOrNull), HubJson.Answers);
    }

    /// <summary>The text goes out as it is: the guard was wrong about it.</summary>
    [Function("ReleaseHeld")]
    public Task<IResult> ReleaseHeldAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/held/{id}/release")] HttpRequest request) =>
        DecideAsync<WantedRelease>(request, HeldOutcome.Released, "reason", wanted => (null, wanted.Reason));

    /// <summary>Another text goes out in its place; the partner's own stays in the history.</summary>
    [Function("RedactHeld")]
    public Task<IResult> RedactHeldAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/held/{id}/redact")] HttpRequest request) =>
        DecideAsync<WantedRedaction>(request, HeldOutcome.Redacted, "text", wanted => (wanted.Text, null));

    /// <summary>The partner is asked to send it again in other words.</summary>
    [Function("ReturnHeld")]
    public Task<IResult> ReturnHeldAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/held/{id}/return")] HttpRequest request) =>
        DecideAsync<WantedReturn>(request, HeldOutcome.Returned, "message", wanted => (null, wanted.Message));

    private async Task<IResult> DecideAsync<T>(
        HttpRequest request,
        HeldOutcome outcome,
        string field,
        Func<T, (string? Text, string? Message)> read)
        where T : class
    {
        if (!request.HasJsonContentType())
            return Problems.UnsupportedMediaType($"Send {field} as application/json.");
        var (wanted, errors) = await InputJson.ReadAsync<T>(request.Body, request.Stop());
        if (wanted is null)
            return Problems.BadRequest("Nothing was decided: see errors.", errors);
        var (text, message) = read(wanted);
        if (Check(field, text ?? message, text) is { Count: > 0 } faults)
            return Problems.BadRequest("Nothing was decided: see errors.", faults);
        return await office.DecideAsync(request.Route("id"), outcome, text?.Trim(), message?.Trim(), request.Stop()) switch
        {
            null => Problems.NotFound(
                "No text with this id is held back; it may have changed since. GET /api/held lists what is."),
            { Decision: null } => Problems.Conflict(
                "This is the plan's own text: change it in the plan with PUT /api/plans/{plan}."),
            { Held: var held, Decision: { } decision } => Results.Json(
                new HeldAnswer(held.Id, held.Plan, held.Item, held.Field, decision.Outcome, decision.At),
                HubJson.Options),
        };
    }

    /// <param name="published">What the public would see; null for a reason or a message.</param>
    internal static IReadOnlyList<FieldError> Check(string field, string? given, string? published)
    {
        var errors = new ValidationErrors();
        errors.Text($"/{field}", given, PlanLimits.Text);
        if (HeldTexts.Reason(published) is { } reason)
            errors.Add($"/{field}", "held", $"This looks like {reason} too: take that out of the public text.");
        return errors.All;
    }
}

/// <param name="Reason">Why it may go out; kept with the decision.</param>
public sealed record WantedRelease(string Reason);

/// <param name="Text">What the public sees instead.</param>
public sealed record WantedRedaction(string Text);

/// <param name="Message">For the partner.</param>
public sealed record WantedReturn(string Message);

/// <param name="At">When it was decided first (UTC, the hub's calendar).</param>
public sealed record HeldAnswer(string Id, string Plan, string? Item, string Field, HeldOutcome Outcome, DateTimeOffset At);
