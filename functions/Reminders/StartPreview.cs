using HubFunctions.Plans;

namespace HubFunctions.Reminders;

/// <summary>What the next sending about a plan would be if its reminders were started: the same sweep, over that plan
/// alone.</summary>
public sealed class StartPreview(IPlanStore plans, ReminderSweep sweep)
{
    public async Task<ReminderStartResponse> OfAsync(PlanHeader plan, DateTimeOffset now, CancellationToken stop)
    {
        var report = await sweep.PreviewStartAsync(plan.Id, now, stop);
        if (report.Next is { } next)
            report = await sweep.PreviewStartAsync(plan.Id, next, stop);
        report.ThrowWhere(f => f.Item is null || StorageUnavailableException.Is(f.Error));
        return new ReminderStartResponse(plan.Id, plan.Reminders ?? ReminderStart.Started, DryRun: true)
        {
            AsOf = report.AsOf.ToUniversalTime(),
            Digests = ReminderResponse.Of(report).Digests,
            Unread = ReminderResponse.UnreadOf(report),
            WithoutAddress = WithoutAddress(plan, (await plans.FindAsync(plan.Id, stop))?.Items ?? []),
        };
    }

    private static List<string> WithoutAddress(PlanHeader plan, IReadOnlyList<PlanItem> items)
    {
        var headings = items.Select(i => i.Definition.Parent).ToHashSet();
        return
        [
            .. items
                .Where(i =>
                    !i.State.IsClosed() && !headings.Contains(i.Id) && plan.OwnerOf(i.Definition.Owner)?.Email is null or "")
                .Select(i => i.Id),
        ];
    }
}
