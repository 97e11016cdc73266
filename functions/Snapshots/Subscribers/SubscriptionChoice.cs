namespace HubFunctions.Snapshots.Subscribers;

/// <summary>What a reader asked for at sign-up.</summary>
/// <param name="Theme">A heading of the plan; null for the whole plan.</param>
/// <param name="When">Null where the reader was not asked: then as for those who signed up before there was a choice.</param>
public sealed record SubscriptionChoice(PlanTheme? Theme, NewsletterTiming? When);

public enum NewsletterTiming
{
    Monthly,

    /// <summary>After each meeting of the Board.</summary>
    Board,
}
