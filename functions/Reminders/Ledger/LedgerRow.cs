using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HubFunctions.Reminders;

/// <summary>What the ledger knows of one person's digest on one working day.</summary>
/// <param name="Owner">Plan and owner id, for the office; never an address.</param>
/// <param name="Attempts">How often it may have been handed over.</param>
/// <param name="Until">Reserved: when another instance may take over. Waiting: when to try again. UTC.</param>
/// <param name="Covers">Short hashes of what the digest says.</param>
public sealed record LedgerRow(
    DateOnly Day,
    string Identity,
    string Owner,
    LedgerStatus Status,
    int Attempts,
    DateTimeOffset Until,
    IReadOnlySet<long> Covers)
{
    /// <summary>Longer than every time limit of a mailer together, so that nobody takes over from an instance that is still
    /// sending.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public const int MaxAttempts = 2;
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Why it waits, was refused or is in doubt: one word, never the provider's own text.</summary>
    public string? Reason { get; init; }

    /// <summary>Which mail of a round it is; null for the digest of the day.</summary>
    public AskKey? Ask { get; init; }

    /// <summary>Ids of the plans of which it asks the person for what is theirs; null in rows from before it was
    /// noted.</summary>
    public IReadOnlyList<string>? Plans { get; init; }

    /// <summary>Null before it is stored.</summary>
    public string? ETag { get; init; }

    public static LedgerRow Reserve(Digest digest, DateTimeOffset now) =>
        new(
            digest.Day,
            digest.To.Identity,
            $"{digest.Lines[0].Reminder.Plan.Id}/{digest.To.OwnerId}",
            LedgerStatus.Reserved,
            1,
            now + Lease,
            Hashes(digest))
        {
            Ask = digest.Ask,
            Plans = PlansOf(digest),
        };

    /// <summary>Whether it asked the person for what is theirs in a plan.</summary>
    public bool Asks(string plan) => Plans?.Contains(plan) ?? Owner.StartsWith(plan + "/", StringComparison.Ordinal);

    /// <summary>The row to write before this digest may be handed over again; null when it may not. A row that comes back with
    /// another status than <see cref="LedgerStatus.Reserved"/> is to be stored, and nothing is to be sent.</summary>
    public LedgerRow? Again(Digest digest, DateTimeOffset now) =>
        Status switch
        {
            LedgerStatus.Waiting when Until <= now => this with
            {
                Status = LedgerStatus.Reserved,
                Until = now + Lease,
                Covers = Hashes(digest),
            },
            LedgerStatus.Reserved when Until <= now && Attempts < MaxAttempts => this with
            {
                Attempts = Attempts + 1,
                Until = now + Lease,
                Covers = Hashes(digest),
            },
            LedgerStatus.Reserved when Until <= now => Settle(LedgerStatus.Doubtful, now, "unconfirmed"),
            _ => null,
        };

    public LedgerRow Settle(LedgerStatus status, DateTimeOffset now, string? reason = null) =>
        this with { Status = status, SettledAt = now, Reason = reason };

    public static long Hash(string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private static List<string> PlansOf(Digest digest) =>
    [
        .. digest.Lines.Where(l => l.For is { } owner && owner.Id == l.To.OwnerId).Select(l => l.Reminder.Plan.Id)
            .Distinct(StringComparer.Ordinal),
    ];

    private static HashSet<long> Hashes(Digest digest) => [.. digest.Keys.Select(Hash)];
}

public enum LedgerStatus
{
    /// <summary>Somebody is sending it, or died while doing so.</summary>
    Reserved,

    /// <summary>Surely not sent: the provider said so. It will be tried again.</summary>
    Waiting,

    /// <summary>The provider took it.</summary>
    Sent,

    /// <summary>The provider does not know the address: somebody else is told.</summary>
    Refused,

    /// <summary>Handed over twice without an answer, or lost on its way after the provider had taken it.</summary>
    Doubtful,
}
