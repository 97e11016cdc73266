using HubFunctions.Plans;

namespace HubFunctions.Mail;

/// <summary>One mail to one person, ready to be handed over.</summary>
/// <param name="MessageId">Without angle brackets; the same for every attempt.</param>
/// <param name="Reference">What it is about, in the words of the feature that sends it: comes back in the provider's
/// events.</param>
public sealed record OutgoingMail(
    string From, string To, string? ToName, string Subject, string Html, string Text, string MessageId, string Reference)
{
    /// <summary>One line, whatever it was made from.</summary>
    public string Subject { get; init; } = OneLine.Of(Subject);

    /// <summary>One line, whatever was entered.</summary>
    public string? ToName { get; init; } = ToName is null ? null : OneLine.Of(ToName);

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>One-click unsubscribe (RFC 8058): for public subscribers only. Reminders to staff are service messages and have
    /// none.</summary>
    public Uri? Unsubscribe { get; init; }
}

public sealed record MailAttachment(string FileName, string ContentType, string Content);
