using HubFunctions.Mail;

namespace HubFunctions.Snapshots.Subscribers;

/// <summary>Asks the owner of an address whether they want a plan's news. A mailbox is asked once in a day; what was not surely
/// sent may be asked for again. What a caller is told depends on limits alone, never on whether the address is known.</summary>
public sealed class SignUp(
    TableSubscribers subscribers,
    TableSignUps counts,
    NewsletterMail mails,
    IMailer mailer,
    TimeProvider clock)
{
    public async Task<SignUpResult> AskAsync(
        EmbedPlan plan, string address, SubscriptionChoice choice, string network, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if ((await counts.TakeAsync(SignUpLimit.Network, network, now + SignUpLimit.Hour, stop)).Wait is { } wait)
            return new SignUpResult.TooMany(wait);
        var window = HandOverWindow.Open(clock);
        var mailbox = counts.RowOf(SignUpLimit.MailboxOf(plan.Id, address));
        return await subscribers.ReserveAsync(plan.Id, address, choice, mailbox, now, stop) switch
        {
            Reservation.Taken taken => await SendAsync(plan, choice, taken, window),
            Reservation.Crowded crowded => new SignUpResult.TooMany(crowded.Wait),
            Reservation.Full => new SignUpResult.Full(),
            _ => new SignUpResult.Asked(),
        };
    }

    /// <summary>From here on a caller who leaves changes nothing.</summary>
    private async Task<SignUpResult> SendAsync(
        EmbedPlan plan, SubscriptionChoice choice, Reservation.Taken taken, HandOverWindow window)
    {
        var sent = window.IsOpen
            ? await mailer.SendAsync(mails.Question(plan, taken.Subscriber, choice), default) : new MailResult.NotTaken("frozen");
        SignUpResult result = sent switch
        {
            MailResult.Accepted => new SignUpResult.Asked(),
            MailResult.UnknownAddress => new SignUpResult.Refused(),
            MailResult.NotTaken => new SignUpResult.NotSent(),
            _ => new SignUpResult.Unknown(),
        };
        var now = clock.GetUtcNow();
        if (result is SignUpResult.Asked)
            await subscribers.KeepAsync(taken, now + SignUpLimit.AskedFor, default);
        else if (result is SignUpResult.Unknown)
            await subscribers.KeepAsync(taken, now + SignUpLimit.Hour, default);
        else
            await subscribers.GiveBackAsync(taken, default);
        return result;
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
