using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What somebody says about one item of a reminder.</summary>
public sealed record Reply(ReplyKind Kind)
{
    /// <summary>Public.</summary>
    public string? Summary { get; init; }

    /// <summary>Internal.</summary>
    public string? Note { get; init; }

    /// <summary>Words or a date.</summary>
    public string? Forecast { get; init; }

    /// <summary>What the date means instead.</summary>
    public string? Meaning { get; init; }
    public int? SnoozeDays { get; init; }

    /// <summary>The item's history number that the page showed.</summary>
    public long Seen { get; init; }

    /// <summary>Whether it is a report on progress, stored as an update.</summary>
    public bool IsUpdate => Kind is not (ReplyKind.Date or ReplyKind.Snooze or ReplyKind.Deputy);

    /// <summary>Of the whole item, or of the step that is done; null where it stays as it is.</summary>
    private Lifecycle? Lifecycle => Kind switch
    {
        ReplyKind.Done or ReplyKind.AllDone => Plans.Lifecycle.Complete,
        ReplyKind.NotStarted => Plans.Lifecycle.NotStarted,
        ReplyKind.Stopped => Plans.Lifecycle.Cancelled,
        _ => null,
    };

    /// <summary>The update that it makes, never older than what it answers: a partner's clock may run ahead. A milestone that the
    /// plan no longer has is left out.</summary>
    public Update ToUpdate(ResponseTarget target, PlanItem item, Owner? owner, DateTimeOffset now)
    {
        var milestone = item.State.Milestones.FirstOrDefault(m => m.Id == target.Milestone)?.Id;
        var step = Kind == ReplyKind.Done ? ResponseView.StepOf(item, target.Milestone)?.Id : null;
        return new Update
        {
            Plan = target.Plan,
            Deliverable = target.Item,
            Milestone = Kind == ReplyKind.Done ? step : Lifecycle is not null || Forecast is null ? null : milestone,
            AsAt = item.State.AsAt is { } answered && answered > now ? answered : now,
            Lifecycle = Lifecycle,
            Health = Kind switch
            {
                ReplyKind.OnTrack => Health.OnTrack,
                ReplyKind.NeedsHelp => Health.AtRisk,
                ReplyKind.Late => Health.OffTrack,
                _ => null,
            },
            Summary = Summary,
            Note = Note,
            Forecast = Forecast,
            Reporter = new Reporter(owner?.Name, owner?.Role),
        };
    }
}

public enum ReplyKind
{
    OnTrack,
    NeedsHelp,

    /// <summary>The step that the reminder was about, or the whole item where it has no other.</summary>
    Done,

    /// <summary>The whole item, where it has other steps.</summary>
    AllDone,

    /// <summary>The date means something else.</summary>
    Date,
    Snooze,

    /// <summary>Pass to the deputy.</summary>
    Deputy,

    /// <summary>It will come, but after its date.</summary>
    Late,
    NotStarted,

    /// <summary>It will not come.</summary>
    Stopped,
}
