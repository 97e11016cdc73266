namespace HubFunctions.Mail;

/// <summary>What the provider says became of one mail.</summary>
/// <param name="Reference">The mail's own (<see cref="OutgoingMail.Reference"/>); null when the event names none.</param>
/// <param name="Address">The recipient's, as the provider writes it; null when the event names none.</param>
/// <param name="At">UTC; null when the event does not say.</param>
public sealed record MailEvent(MailEventKind Kind, string? Reference, string? Address, DateTimeOffset? At)
{
    /// <summary>Which mail it was (<see cref="OutgoingMail.MessageId"/>); null when the provider does not say.</summary>
    public string? MessageId { get; init; }
}

public enum MailEventKind
{
    Delivered,

    /// <summary>Refused for good by the recipient's server.</summary>
    Bounce,

    /// <summary>Not sent at all: the provider knows the address as one that does not take mail.</summary>
    Dropped,

    /// <summary>This mail did not get through, for a reason that says nothing of the address.</summary>
    Lost,

    /// <summary>The recipient called it spam.</summary>
    Complaint,

    /// <summary>The recipient wants no more of these, said through the provider.</summary>
    Unsubscribe,
}

/// <summary>A feature that sends mail hears what became of it, and acts on what it knows by its own references.</summary>
public interface IMailEventHandler
{
    /// <param name="events">In the order of the provider; of any feature's mails. Each may come again, and late.</param>
    Task HandleAsync(IReadOnlyList<MailEvent> events, CancellationToken stop);
}
