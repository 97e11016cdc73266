namespace HubFunctions.Mail;

public interface IMailer
{
    /// <summary>Hands one mail to the provider. Everything the provider may do is an answer; only cancellation by the caller
    /// throws. Takes less than <see cref="TimeLimit"/>.</summary>
    Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken stop);

    /// <summary>Of one mail, every retry included.</summary>
    static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(90);
}

/// <summary>Keeps mails in place of sending them: the provider <c>outbox</c>.</summary>
public interface IOutbox : IMailer;

public abstract record MailResult
{
    /// <summary>The provider took it.</summary>
    public sealed record Accepted : MailResult;

    /// <summary>Surely not taken: throttled, unavailable, or it does not like the request. Worth trying later.</summary>
    /// <param name="Reason">One word or status code for the log, never the provider's own text.</param>
    public sealed record NotTaken(string Reason, TimeSpan? RetryAfter = null) : MailResult;

    /// <summary>The provider refuses this address.</summary>
    public sealed record UnknownAddress : MailResult;

    /// <summary>No answer: it may have been taken.</summary>
    public sealed record NoAnswer : MailResult;
}
