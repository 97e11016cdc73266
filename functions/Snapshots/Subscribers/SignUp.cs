using HubFunctions.Http;
using HubFunctions.Mail;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Asks the owner of an address whether they want a plan's news. A mailbox is asked once in a day; what was not surely sent may be asked for
/// again. What a caller is told depends on limits alone, never on whether the address is known.</summary>
public sealed class SignUp(TableSubscribers subscribers, TableSignUps counts, NewsletterMail mails, IMailer mailer, TimeProvider clock)
{
    public async Task<SignUpResult> AskAsync(PublicPlan plan, string address, string network, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if ((await counts.TakeAsync(SignUpLimit.Network, network, now + SignUpLimit.Hour, stop)).Wait is { } wait)
            return new SignUpResult.TooMany(wait);
        if (await counts.WaitAsync(SignUpLimit.Plan, plan.Id, stop) is { } crowded)
            return new SignUpResult.TooMany(crowded);
        if (await subscribers.CountAsync(plan.Id, stop) >= TableSubscribers.MaxOfPlan)
            return new SignUpResult.Full();
        var known = await subscribers.FindAsync(plan.Id, TableSubscribers.IdOf(address), stop);
        if (known is { Confirmed: true })
            return new SignUpResult.Asked();

        var mailbox = await counts.TakeAsync(SignUpLimit.Mailbox, SignUpLimit.MailboxOf(plan.Id, address), now + SignUpLimit.UnderWay, stop);
        if (mailbox.Wait is { } left)
            return left > SignUpLimit.UnderWay ? new SignUpResult.Asked() : new SignUpResult.TooMany(left);
        var place = await counts.TakeAsync(SignUpLimit.Plan, plan.Id, now + SignUpLimit.Hour, stop);
        if (place.Wait is { } later)
        {
            await counts.MoveAsync(mailbox, null, stop);
            return new SignUpResult.TooMany(later);
        }

        // From here on a caller who leaves changes nothing.
        var result = await SendAsync(plan, address, known, now);
        await SettleAsync(result, mailbox, place);
        return result;
    }

    private async Task<SignUpResult> SendAsync(PublicPlan plan, string address, Subscriber? known, DateTimeOffset now)
    {
        var window = HandOverWindow.Open(clock);

        // A question that perhaps was sent keeps its time, and with it its Message-ID.
        var askedAt = now - known?.AskedAt < SignUpLimit.AskedFor ? known!.AskedAt : now;
        var asked = new Subscriber(plan.Id, TableSubscribers.IdOf(address), address, Confirmed: false, askedAt, "", known?.ETag);
        if ((known is null ? await subscribers.AddAsync(asked, default) : await subscribers.TryPutAsync(asked, default)) is not { } stored)
            return known is null ? new SignUpResult.Full() : new SignUpResult.NotSent();
        var sent = window.IsOpen ? await mailer.SendAsync(mails.Question(plan, stored), default) : new MailResult.NotTaken("frozen");
        if (known is null && sent is MailResult.NotTaken or MailResult.UnknownAddress)
            await subscribers.RemoveAsync(plan.Id, stored.Id, default, stored.ETag);
        return sent switch
        {
            MailResult.Accepted => new SignUpResult.Asked(),
            MailResult.UnknownAddress => new SignUpResult.Refused(),
            MailResult.NotTaken => new SignUpResult.NotSent(),
            _ => new SignUpResult.Unknown(),
        };
    }

    private async Task SettleAsync(SignUpResult result, Place mailbox, Place place)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? until = result switch
        {
            SignUpResult.Asked => now + SignUpLimit.AskedFor,
            SignUpResult.Unknown => now + SignUpLimit.Hour,
            _ => null,
        };
        await counts.MoveAsync(mailbox, until, default);
        if (until is null)
            await counts.MoveAsync(place, null, default);
    }
}

public abstract record SignUpResult
{
    /// <summary>A question went to the mailbox, now or within the last day, or the address has said yes already.</summary>
    public sealed record Asked : SignUpResult;

    public sealed record TooMany(TimeSpan Wait) : SignUpResult;

    /// <summary>The plan has as many subscribers as the hub serves.</summary>
    public sealed record Full : SignUpResult;

    /// <summary>Surely not sent.</summary>
    public sealed record NotSent : SignUpResult;

    /// <summary>Perhaps sent.</summary>
    public sealed record Unknown : SignUpResult;

    /// <summary>The mail provider does not take the address.</summary>
    public sealed record Refused : SignUpResult;
}
