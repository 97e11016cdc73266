using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Who may not be asked, and why: no mail leaves for them. Pure.</summary>
public static class RoundObstacles
{
    private const string Complaint = "spamreport";

    /// <summary>What keeps everybody from being asked; null for nothing.</summary>
    public static Obstacle? Of(Round round, PlanHeader plan, DateOnly today) => plan switch
    {
        _ when round.IsClosed => Obstacle.RoundIsClosed,
        _ when today < round.Opens => Obstacle.RoundIsNotOpen,
        { Status: PlanStatus.Closed } => Obstacle.PlanIsClosed,
        _ when plan.IsWaiting() => Obstacle.RemindersWait,
        _ when !plan.MaySendMail() => Obstacle.PlanIsDraft,
        _ => null,
    };

    /// <param name="bounces">By identity.</param>
    public static Obstacle? Of(Owner? owner, IReadOnlyDictionary<string, Bounce> bounces) => owner switch
    {
        null => Obstacle.NoOwner,
        { Email: null or "" } => Obstacle.NoAddress,
        _ when bounces.GetValueOrDefault(Recipient.IdentityOf(owner.Email)) is { } bounce =>
            bounce.Kind == Complaint ? Obstacle.Complained : Obstacle.Bounced,
        _ => null,
    };
}
