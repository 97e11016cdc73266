using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>One owner in a round; or, for items without an owner, the partner organisation that is named first, or
/// nobody.</summary>
/// <param name="Items">What is asked, in the plan's order.</param>
public sealed record RoundLine(Owner? Owner, string? Organisation, IReadOnlyList<RoundItem> Items)
{
    /// <summary>Mails of the hub that asked for these, oldest first.</summary>
    public IReadOnlyList<RoundMail> Mails { get; init; } = [];

    /// <summary>Null where mail gets through, as far as is known.</summary>
    public Bounce? Bounce { get; init; }

    /// <summary>Who stands in; null where nobody is named.</summary>
    public Owner? Deputy { get; init; }

    /// <summary>Why nobody can be asked; null where the owner can.</summary>
    public Obstacle? Obstacle { get; init; }

    /// <summary>The same of the deputy; null where the deputy can be asked.</summary>
    public Obstacle? DeputyObstacle { get; init; }

    /// <summary>In the address of its page; empty for those whom nobody can be asked for.</summary>
    public string Key => Owner?.Id ?? "";

    public string Name => Owner is { } owner ? owner.Name ?? owner.Role ?? owner.Id : Organisation ?? "Nobody";

    public int Waiting => Items.Count(i => i.Answer is null);

    public bool HasAnswered => Waiting == 0;

    public IEnumerable<RoundAnswer> Answers => Items.Select(i => i.Answer).OfType<RoundAnswer>();

    public DateTimeOffset? LastAnswer => Answers.Max(a => (DateTimeOffset?)a.At);

    /// <summary>Mails that a provider took.</summary>
    public IEnumerable<RoundMail> Sent => Mails.Where(m => m.Status == LedgerStatus.Sent);

    public RoundMail? LastChase => Mails.LastOrDefault(m => m.IsChase);

    public bool CanBeAsked => !HasAnswered && Obstacle is null;

    public bool CanDeputyBeAsked => !HasAnswered && Deputy is not null && DeputyObstacle is null;
}

/// <summary>A mail that asked.</summary>
/// <param name="At">When it was settled or, before that, asked for (UTC, the hub's calendar).</param>
/// <param name="IsChase">Asked for by the office in the round; otherwise an ordinary reminder.</param>
/// <param name="Status">Null where it still has to go.</param>
public sealed record RoundMail(DateTimeOffset At, bool IsChase, bool ToDeputy, LedgerStatus? Status);

/// <summary>Why somebody is not asked.</summary>
public enum Obstacle
{
    NoOwner,
    NoAddress,

    /// <summary>Mail to the address bounced, or the provider refuses it.</summary>
    Bounced,

    /// <summary>The person called the hub's mail spam.</summary>
    Complained,
    PlanIsDraft,
    PlanIsClosed,

    /// <summary>The plan's reminders wait until the office starts them.</summary>
    RemindersWait,
    /// <summary>Automatic replies are on, and no deputy can be asked.</summary>
    Away,
    RoundIsClosed,
    RoundIsNotOpen,
}
