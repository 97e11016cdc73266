using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Reminders;

/// <summary>A person, known by e-mail address across plans. Neither the ledger nor a log sees the address.</summary>
/// <param name="OwnerId">Their id in the plan of the line.</param>
public sealed record Recipient(string Address, string OwnerId, string? Name)
{
    public const string ProgrammeOffice = "programme-office";

    public string Identity { get; } = IdentityOf(Address);

    /// <summary>The first 16 bytes of SHA-256 over the trimmed, lower-case address, in hex.</summary>
    public static string IdentityOf(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.Trim().ToLowerInvariant())).AsSpan(0, 16));
}
