using System.Text.Json.Serialization;
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

    /// <summary>Where replies go; null for the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The same in GOV.UK Notify's markdown; null where <see cref="Text"/> does.</summary>
    [JsonIgnore]
    public string? Markdown { get; init; }

    /// <summary>Whether an earlier attempt got no answer, so that it may have been sent already.</summary>
    [JsonIgnore]
    public bool MayBeSent { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>One-click unsubscribe (RFC 8058): for public subscribers only. Reminders to staff are service messages and have
    /// none.</summary>
    public Uri? Unsubscribe { get; init; }
}

public sealed record MailAttachment(string FileName, string ContentType, string Content);
