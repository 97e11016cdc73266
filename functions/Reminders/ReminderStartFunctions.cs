using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Reminders;

/// <summary>A plan that was brought in sends no mail before the programme office has seen who would get it.</summary>
public sealed class ReminderStartFunctions(IPlanStore plans, StartPreview preview, HubClock calendar)
{
    private const int MaxAttempts = 8;

    [Function("StartReminders")]
    public async Task<IResult> StartRemindersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/plans/{plan}/reminders/start")] HttpRequest request)
    {
        if (request.DryRun() is not { } dryRun)
            return Requests.NeitherTrueNorFalse();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await plans.FindHeaderAsync(request.Plan(), request.Stop()) is not { } header)
                return Problems.NoSuchPlan();
            if (dryRun)
                return Results.Json(await preview.OfAsync(header.Plan, calendar.Now, request.Stop()), HubJson.Options);
            if (header.Plan.MaySendMail() || header.Plan.Status == PlanStatus.Closed || await CommitAsync(header, request.Stop()))
                return Results.Json(new ReminderStartResponse(header.Plan.Id, ReminderStart.Started, DryRun: false), HubJson.Options);
        }

        return Problems.Conflict("The plan is being changed by others at this moment. Send the call again.");
    }

    private async Task<bool> CommitAsync(StoredHeader header, CancellationToken stop)
    {
        var started = header.Plan with { Reminders = header.Plan.Status == PlanStatus.Draft ? ReminderStart.Started : null };
        var entry = new HistoryEntry
        {
            Sequence = header.Sequence + 1,
            Kind = HistoryKind.Definition,
            At = calendar.Now,
            By = "office",
            Reason = "Reminders started",
            Plan = started,
        };
        return await plans.CommitAsync(new PlanCommit(started.Id) { Header = new HeaderChange(header, started, header.Hold, entry) }, stop) is CommitResult.Committed;
    }
}

/// <summary>The answer of <c>POST /api/plans/{plan}/reminders/start</c>.</summary>
/// <param name="Reminders">As they are after the call.</param>
public sealed record ReminderStartResponse(string Plan, ReminderStart Reminders, bool DryRun)
{
    /// <summary>When the mail below would go (UTC); null without a preview.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>What would be sent then. Names owners by id, never by address.</summary>
    public IReadOnlyList<DigestResponse>? Digests { get; init; }

    /// <summary>Open items about which nobody can be written to: no owner, or one without an address.</summary>
    public IReadOnlyList<string>? WithoutAddress { get; init; }
}
