using System.Globalization;
using HubFunctions.Hosting;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>The programme office's calls on reminders.</summary>
public sealed class ReminderEndpoints(ReminderSweep sweep, IPlanStore plans, IReminderLedger ledger, HubClock calendar, HubSettings settings)
{
    /// <summary>Sends what is due, or previews what would be at an instant. Sending follows the clock, except into the local outbox.</summary>
    public async Task<IResult> RunAsync(HttpContext http)
    {
        var errors = new List<FieldError>();
        var asOf = AsOf(http.Request.Query["asOf"], errors);
        var dryRun = http.DryRun();
        if (dryRun is null)
            errors.Add(Requests.DryRunError);
        if (errors.Count > 0)
            return Problems.BadRequest("Mend the query and send it again.", errors);
        if (dryRun == false && asOf is not null && settings.Mail.Provider != "outbox")
            return Problems.Unprocessable("Real mail is sent by the timer only.", [new("asOf", "not-now", "Leave asOf out, or preview with dryRun=true.")]);
        var report = await sweep.RunAsync(asOf is { } instant ? () => instant : () => calendar.Now, send: dryRun == false, http.RequestAborted);
        return Results.Json(ReminderResponse.Of(report), HubJson.Options);
    }

    /// <summary>What today's digests came to, and whom mail does not reach.</summary>
    public async Task<IResult> ListAsync(HttpContext http)
    {
        var owners = new List<(string Plan, Owner Owner)>();
        foreach (var id in await plans.ListAsync(http.RequestAborted))
        {
            if (await plans.FindHeaderAsync(id, http.RequestAborted) is { } header)
                owners.AddRange(header.Plan.Owners.Where(o => o.Email is { Length: > 0 }).Select(o => (id, o)));
        }

        var bounces = (await ledger.StateAsync(http.RequestAborted)).Bounces.ToDictionary(b => b.Identity);
        var rows = await ledger.ReadAsync(calendar.Today, calendar.Today, http.RequestAborted);
        return Results.Json(
            new ReminderOverview(
                calendar.Today,
                [.. rows.Select(r => new DigestStatus(r.Owner, r.Status, r.Attempts, r.SettledAt, r.Reason))],
                [.. owners.Where(o => bounces.ContainsKey(Recipient.IdentityOf(o.Owner.Email!)))
                    .Select(o => (o, Bounce: bounces[Recipient.IdentityOf(o.Owner.Email!)]))
                    .Select(o => new Unreachable(o.o.Plan, o.o.Owner.Id, o.Bounce.Kind, o.Bounce.At))]),
            HubJson.Options);
    }

    /// <summary>The office says that mail gets through again.</summary>
    public async Task<IResult> ReachAgainAsync(HttpContext http)
    {
        var owner = (await plans.FindHeaderAsync(http.Plan(), http.RequestAborted))?.Plan.OwnerOf((string?)http.GetRouteValue("owner"));
        return owner?.Email is { Length: > 0 } address && await ledger.ClearBounceAsync(Recipient.IdentityOf(address), http.RequestAborted)
            ? Results.NoContent()
            : Problems.NotFound("Mail to this owner is not known to bounce.");
    }

    private static DateTimeOffset? AsOf(string? text, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var asOf)
            && asOf.Year is > 1900 and < 9000)
            return asOf;
        errors.Add(new("asOf", "not-an-instant", "Give an instant in UTC such as 2021-10-29T07:00:00Z."));
        return null;
    }
}
