using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Reminders;

/// <summary>One press of the office's button: the mails that it asked for. It is stored before any of them goes, so that what did
/// not go at once goes with the next tick.</summary>
/// <param name="At">UTC, the hub's calendar.</param>
public sealed record AskAct(string Plan, DateOnly Board, DateTimeOffset At, IReadOnlyList<AskKey> Mails)
{
    public string Id { get; init; } = IdOf(Mails);

    /// <summary>Nothing of it is left to be sent.</summary>
    public bool IsDone { get; init; }

    /// <summary>Null before it is stored.</summary>
    public string? ETag { get; init; }

    /// <summary>The same for the same mails, whoever asks for them: a form that is sent twice is one act.</summary>
    public static string IdOf(IEnumerable<AskKey> mails)
    {
        var rows = mails.Select(m => $"{m.Plan}|{m.Board:yyyyMMdd}|{m.Row}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))[..32];
    }
}
