using MimeKit;

namespace HubFunctions.Plans;

/// <summary>One reading of what is an e-mail address (RFC 5322 addr-spec with a domain), for everything that takes
/// one.</summary>
public static class EmailAddresses
{
    /// <summary>Longest path of RFC 5321, section 4.5.3.1.3, without the angle brackets.</summary>
    private const int MaxLength = 254;

    private static readonly ParserOptions Rules = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
    };

    public static bool IsValid(string text) => Parse(text) is not null;

    /// <returns>Null for anything but one bare address.</returns>
    internal static MailboxAddress? Parse(string text) =>
        text.Length <= MaxLength && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && MailboxAddress.TryParse(Rules, text, out var mailbox) && mailbox.Address == text
            ? mailbox
            : null;
}
