using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>Starts the reminders of a plan that waits.</summary>
public sealed class StartReminders(IPlanStore plans, HubClock calendar)
{
    private const int MaxAttempts = 8;

    /// <summary>Of a plan whose reminders are started already nothing changes.</summary>
    public async Task<StartResult> RunAsync(string plan, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await plans.FindHeaderAsync(plan, stop) is not { } header)
                return StartResult.NoPlan;
            if (!header.Plan.AwaitsStart() || await CommitAsync(header, stop))
                return StartResult.Started;
        }

        return StartResult.Crowded;
    }

    private async Task<bool> CommitAsync(StoredHeader header, CancellationToken stop)
    {
        var started = header.Plan with { Reminders = header.Plan.Status == PlanStatus.Draft ? ReminderStart.Started : null };
        var entry = new HistoryEntry
        {
            Sequence = header.Sequence + 1,
            Kind = HistoryKind.Definition,
            At = calendar.Now,
            By = Acting.Name,
            Reason = "Reminders started",
            Plan = started,
        };
        return await plans.CommitAsync(
                new PlanCommit(started.Id) { Header = new HeaderChange(header, started, header.Hold, entry) },
                stop) is CommitResult.Committed;
    }
}

public enum StartResult
{
    Started,
    NoPlan,

    /// <summary>Others kept changing the plan.</summary>
    Crowded,
}
