namespace HubFunctions.Plans;

/// <summary>Brings a plan in from a table, for the call and for the pages alike: one reading, one set of warnings, one
/// entry.</summary>
public sealed class ImportRun(
    IPlanStore store, PlanEntry entry, FirstReportCommits reports, HubClock calendar, TimeProvider clock)
{
    private const int MaxTries = 5;

    /// <param name="isSeen">Whether the plan, null for none, is the one that somebody decided on; left out, any is.</param>
    /// <exception cref="RunLimitException">It took longer than a call may.</exception>
    /// <exception cref="StorageUnavailableException">Storage is unavailable. What was entered stays; the same file again
    /// completes it.</exception>
    public async Task<ImportResult> RunAsync(
        TableFile file, string plan, ImportChoices choices, bool dryRun, CancellationToken stop,
        Func<StoredPlan?, bool>? isSeen = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = await store.FindAsync(plan, stop);
            var import = PlanImport.Read(file, plan, before, choices, calendar.Today);
            var result = new ImportResult(before, import);
            if (isSeen is not null && !isSeen(before))
                return result with { IsStale = true };
            if (import.Errors.Count > 0 || import.Plan is not { } whole)
                return result;
            var basis = before?.Header.Sequence ?? 0;
            var difference = await RunLimit.RunAsync(
                async token =>
                    dryRun ? await entry.PreviewAsync(whole, token) : await entry.EnterAsync(whole, token, basis), clock, stop);
            if (difference is null && attempt < MaxTries)
                continue;
            if (difference is null || difference.Errors.Count > 0 || dryRun)
                return result with { Difference = difference };
            return result with { Difference = difference, Unreported = await reports.AcceptAsync(plan, import.Reports, stop) };
        }
    }
}

/// <summary>What an import came to.</summary>
/// <param name="Before">The plan as it was; null for a new one.</param>
public sealed record ImportResult(StoredPlan? Before, ImportedPlan Import)
{
    /// <summary>What it changes, or why storage does not take it; null where the table was not taken or the plan kept
    /// changing.</summary>
    public PlanDifference? Difference { get; init; }

    /// <summary>Items whose status and progress were not taken, for a report came in meanwhile.</summary>
    public IReadOnlyList<string> Unreported { get; init; } = [];

    /// <summary>The plan is not the one that was decided on: nothing was entered.</summary>
    public bool IsStale { get; init; }

    public IReadOnlyList<string> Warnings => [.. Import.Warnings, .. Unreported.Select(NotReported)];

    private static string NotReported(string item) =>
        $"Item {item}: its status and progress were not taken, for a report came in meanwhile.";
}
