namespace HubFunctions.Mail;

/// <summary>What Notify knows a mail by: whom or what it is about (<see cref="OutgoingMail.Reference"/>), and which mail it is:
/// the ledger's key of it, the same for every attempt.</summary>
public static class NotifyReference
{
    private const char Between = '|';

    public static string Of(OutgoingMail mail) => $"{mail.Reference}{Between}{mail.MessageId}";

    /// <returns>The mail's own reference.</returns>
    public static string MailOf(string reference) => reference.Split(Between, 2)[0];

    /// <returns>Null where the hub did not write it.</returns>
    public static string? MessageIdOf(string reference) => reference.Split(Between, 2) is [_, var id] ? id : null;
}
