using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Mail;
using HubFunctions.Plans;
using Microsoft.Azure.Functions.Worker;

namespace HubFunctions.Reminders;

/// <summary>The timer that sends reminders, and the programme office's calls on them.</summary>
public sealed class ReminderFunctions(
    ReminderSweep sweep,
    ReminderJob job,
    IPlanStore plans,
    AllPlans all,
    IReminderLedger ledger,
    HubClock calendar,
    TimeProvider clock,
    MailOptions mail)
{
    [Function("SendReminders")]
    public Task SendRemindersAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken stop) =>
        RunLimit.RunAsync(job.RunAsync, clock, stop);

    /// <summary>Sends what is due, or previews what would be at an instant. Sending follows the clock, except into the local
    /// outbox.</summary>
    [Function("RunReminders")]
    public async Task<IResult> RunRemindersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reminders")] HttpRequest request)
    {
        if (await OptionalBody.IntoQueryAsync(request, "asOf", "dryRun") is { } refusal)
            return refusal;
        var errors = new List<FieldError>();
        var asOf = AsOf(request.Query["asOf"], errors);
        var dryRun = request.DryRun();
        if (dryRun is null)
            errors.Add(Requests.DryRunError);
        if (errors.Count > 0)
            return Problems.BadRequest("Fix the query and send it again.", errors);
        if (dryRun == false && asOf is not null && mail.Provider != "outbox")
            return Problems.Unprocessable(
                "Real mail is sent by the timer only.",
                [new("asOf", "not-now", "Leave asOf out, or preview with dryRun=true.")]);
        Func<DateTimeOffset> now = asOf is { } instant ? () => instant : () => calendar.Now;
        var report = await RunLimit.RunAsync(stop => sweep.RunAsync(now, send: dryRun == false, stop), clock, request.Stop());
        report.ThrowWhere(f => StorageUnavailableException.Is(f.Error));
        return Results.Json(ReminderResponse.Of(report), HubJson.Options);
    }

    /// <summary>What today's digests came to, and whom mail does not reach.</summary>
    [Function("GetReminders")]
    public async Task<IResult> GetRemindersAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/reminders")] HttpRequest request)
    {
        var headers = await all.ReadAsync(plans.FindHeaderAsync, request.Stop());
        var owners = headers.Found.SelectMany(h =>
            h.Plan.Owners.Where(o => o.Email is { Length: > 0 }).Select(o => (Plan: h.Plan.Id, Owner: o)));
        var bounces = (await ledger.StateAsync(request.Stop())).Bounces.ToDictionary(b => b.Identity);
        var rows = await ledger.ReadAsync(calendar.Today, calendar.Today, request.Stop());
        return Results.Json(
            new ReminderOverview(
                calendar.Today,
                [.. rows.Select(r => new DigestStatus(r.Owner, r.Status, r.Attempts, r.SettledAt, r.Reason))],
                [.. owners.Where(o => bounces.ContainsKey(Recipient.IdentityOf(o.Owner.Email!)))
                    .Select(o => (o, Bounce: bounces[Recipient.IdentityOf(o.Owner.Email!)]))
                    .Select(o => new Unreachable(o.o.Plan, o.o.Owner.Id, o.Bounce.Kind, o.Bounce.At))],
                headers.UnreadOrNull),
            HubJson.Options);
    }

    /// <summary>The office says that mail gets through again.</summary>
    [Function("ReachOwnerAgain")]
    public async Task<IResult> ReachOwnerAgainAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/reminders/unreachable/{plan}/{owner}")]
            HttpRequest request)
    {
        if (await OptionalBody.IntoQueryAsync(request) is { } refusal)
            return refusal;
        var owner = (await plans.FindHeaderAsync(request.Plan(), request.Stop()))?.Plan.OwnerOf(request.Route("owner"));
        return
            owner?.Email is { Length: > 0 } address
            && await ledger.ClearBounceAsync(Recipient.IdentityOf(address), request.Stop())
            ? Results.NoContent()
            : Problems.NotFound("Mail to this owner is not known to bounce.");
    }

    private static DateTimeOffset? AsOf(string? text, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var asOf) && EnteredDates.Hold(LondonTime.DateOf(asOf)))
            return asOf;
        errors.Add(new("asOf", "not-an-instant", "Give an instant in UTC such as 2021-10-29T07:00:00Z, from 1990 to 2100."));
        return null;
    }
}
