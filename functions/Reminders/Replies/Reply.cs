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
    public bool IsUpdate => Kind is ReplyKind.OnTrack or ReplyKind.NeedsHelp or ReplyKind.Done or ReplyKind.AllDone;

    /// <summary>The update that it makes, never older than what it answers: a partner's clock may run ahead. A milestone that the plan no longer
    /// has is left out.</summary>
    public Update ToUpdate(ResponseTarget target, PlanItem item, Owner? owner, DateTimeOffset now)
    {
        var milestone = item.State.Milestones.FirstOrDefault(m => m.Id == target.Milestone)?.Id;
        var step = Kind == ReplyKind.Done ? ResponseView.StepOf(item, target.Milestone)?.Id : null;
        return new Update
        {
            Plan = target.Plan,
            Deliverable = target.Item,
            Milestone = Kind == ReplyKind.Done ? step : Kind == ReplyKind.AllDone || Forecast is null ? null : milestone,
            AsAt = item.State.AsAt is { } answered && answered > now ? answered : now,
            Lifecycle = Kind is ReplyKind.Done or ReplyKind.AllDone ? Lifecycle.Complete : null,
            Health = Kind switch { ReplyKind.OnTrack => Health.OnTrack, ReplyKind.NeedsHelp => Health.AtRisk, _ => null },
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
}
