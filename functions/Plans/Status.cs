namespace HubFunctions.Plans;

/// <summary>Where an item is in its life. The second axis is <see cref="Health"/>; colours are never stored.</summary>
public enum Lifecycle
{
    NotStarted,
    InProgress,
    Complete,
    Verified,
    Paused,
    Cancelled,
    Superseded,
}

public static class Lifecycles
{
    /// <summary>Whether nothing more is to come.</summary>
    public static bool IsClosed(this Lifecycle lifecycle) =>
        lifecycle is Lifecycle.Complete or Lifecycle.Verified or Lifecycle.Cancelled or Lifecycle.Superseded;
}

/// <summary>How an item is doing, as its partner says.</summary>
public enum Health
{
    OnTrack,
    AtRisk,
    OffTrack,
    NotReported,
    NotApplicable,
}

/// <summary>The one word under which an item is counted and shown on a given day: each item has exactly one.</summary>
public enum Standing
{
    Complete,
    OnTrack,
    AtRisk,
    OffTrack,
    NotReported,
    NotStarted,
    Paused,
    Cancelled,
}

/// <summary>A plan that was brought in waits until somebody has looked at who would get mail.</summary>
public enum ReminderStart
{
    Started,
    Waiting,
}

public enum PlanStatus
{
    Draft,
    Consultation,
    Adopted,
    Closed,
}
