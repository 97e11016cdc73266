using HubFunctions.Http;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Reminders;

/// <summary>A plan that was brought in sends no mail before the programme office has seen who would get it.</summary>
public sealed class ReminderStartFunctions(IPlanStore plans, StartPreview preview, StartReminders start, HubClock calendar)
{
    [Function("StartReminders")]
    public async Task<IResult> StartRemindersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/plans/{plan}/reminders/start")] HttpRequest request)
    {
        if (request.DryRun() is not { } dryRun)
            return Requests.NeitherTrueNorFalse();
        if (dryRun)
        {
            return await plans.FindHeaderAsync(request.Plan(), request.Stop()) is { } header
                ? Results.Json(await preview.OfAsync(header.Plan, calendar.Now, request.Stop()), HubJson.Options)
                : Problems.NoSuchPlan();
        }

        return await start.RunAsync(request.Plan(), request.Stop()) switch
        {
            StartResult.Started => Results.Json(
                new ReminderStartResponse(request.Plan(), ReminderStart.Started, DryRun: false),
                HubJson.Options),
            StartResult.NoPlan => Problems.NoSuchPlan(),
            _ => Problems.Conflict("The plan is being changed by others at this moment. Send the call again."),
        };
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

    /// <summary>What could not be read, so that nothing is said of it; null where all was read.</summary>
    public IReadOnlyList<UnreadResponse>? Unread { get; init; }

    /// <summary>Open items about which nobody can be written to: no owner, or one without an address.</summary>
    public IReadOnlyList<string>? WithoutAddress { get; init; }
}
