namespace HubFunctions.Reminders;

/// <summary>Why a deliverable is in a digest, most urgent first.</summary>
public enum Reason
{
    Overdue,
    /// <summary>Due today, or already due by the earlier of two plausible readings.</summary>
    DueNow,
    DueSoon,
    ReviewDue,
    NoUpdate,
    SetDate,
}

/// <summary>Why somebody is told.</summary>
public enum Role
{
    Owner,

    /// <summary>Nobody answered within the grace period.</summary>
    Escalation,

    /// <summary>Nobody answered within twice the grace period.</summary>
    Office,
}
