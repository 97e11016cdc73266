namespace HubFunctions.Plans;

/// <summary>Where plans live. Every write is one entity-group transaction of one plan; every change of an item carries its
/// history entry.</summary>
public interface IPlanStore
{
    Task<IReadOnlyList<string>> ListAsync(CancellationToken stop);

    Task<StoredPlan?> FindAsync(string plan, CancellationToken stop);

    Task<StoredHeader?> FindHeaderAsync(string plan, CancellationToken stop);

    /// <summary>Whether the plan has a header. A yes may be remembered, for no call takes a plan away; a no is read each
    /// time.</summary>
    async Task<bool> ExistsAsync(string plan, CancellationToken stop) => await FindHeaderAsync(plan, stop) is not null;

    Task<StoredItem?> FindItemAsync(string plan, string item, CancellationToken stop);

    /// <summary>Items whose ids lie between two, both included, in id order, removed ones too: one request for up to
    /// 1,000.</summary>
    Task<IReadOnlyList<StoredItem>> FindItemsAsync(string plan, string first, string last, CancellationToken stop);

    /// <summary>Newest first. <paramref name="before"/> is the sequence number to go on below; null starts at the
    /// newest.</summary>
    Task<IReadOnlyList<HistoryEntry>> HistoryAsync(string plan, string item, long? before, int take, CancellationToken stop);

    /// <summary>What falls due in a span of days, by day: reads only those rows, however large the plan.</summary>
    IAsyncEnumerable<DueEntry> DueAsync(string plan, DateOnly from, DateOnly until, CancellationToken stop);

    /// <summary>The batches in which a message was accepted into a plan; empty when it never was.</summary>
    Task<IReadOnlyList<Acceptance>> AcceptancesAsync(string plan, string source, string key, CancellationToken stop);

    /// <summary>What of a source was accepted into a plan since an instant of the hub's calendar, in no order; looked for among
    /// its repeats' rows.</summary>
    Task<IReadOnlyList<Acceptance>> AcceptancesSinceAsync(
        string plan,
        string source,
        DateTimeOffset since,
        CancellationToken stop) => Task.FromResult<IReadOnlyList<Acceptance>>([]);

    /// <summary>Completes an entry that was cut short. A refusal that rests on what a plan has asks for this first.</summary>
    /// <returns>False when there was none.</returns>
    Task<bool> CompleteAsync(string plan, CancellationToken stop) => Task.FromResult(false);

    /// <summary>Says beside reading that a commit may follow, which is then no slower for what it does first.</summary>
    Task AnnounceAsync(string plan, CancellationToken stop) => Task.CompletedTask;

    /// <summary>Stores all of it or nothing. A collision is an answer, not an exception.</summary>
    /// <exception cref="StorageUnavailableException">Storage is unavailable or refuses.</exception>
    Task<CommitResult> CommitAsync(PlanCommit commit, CancellationToken stop);
}

public sealed record StoredHeader(PlanHeader Plan, Hold? Hold, long Sequence, string ETag)
{
    /// <summary>Under this name the plan's own history stands beside that of its items; no item can have it.</summary>
    public const string HistoryId = "~plan";

    /// <summary>Id of an entry that the header is ahead of: its items are still to be written. Null when there is none.</summary>
    public string? Pending { get; init; }

    /// <summary>Whether nothing new is published on a day in London: by the office's word, or by the plan's dates.</summary>
    public bool IsOnHold(DateOnly today) => Hold is not null || Plan.Publication?.IsHeld(today) == true;
}

public sealed record StoredItem(PlanItem Item, string ETag);

/// <summary>The rows of a plan as they lie, removed items too. Without a header there is no plan, whatever a first entry of the
/// version before, or a restore, left of it.</summary>
public sealed record PlanRows(StoredHeader? Header, IReadOnlyList<StoredItem> Items);

/// <summary>A plan whole; <see cref="Items"/> in the plan's own order, removed ones left out.</summary>
public sealed record StoredPlan(StoredHeader Header, IReadOnlyList<StoredItem> Stored)
{
    public PlanHeader Plan => Header.Plan;
    public IReadOnlyList<PlanItem> Items { get; } = [.. Stored.Where(s => !s.Item.Removed).Select(s => s.Item)];

    /// <summary>As it would be entered.</summary>
    public PlanDefinition ToDefinition() =>
        Plan.CopyTo(new PlanDefinition { Id = Plan.Id, Title = Plan.Title, ReferenceDate = Plan.ReferenceDate }) with
        {
            Items = [.. Items.Select(i => i.Definition)],
        };
}

/// <summary>The last approved snapshot stays up while a plan is on hold (pre-election period).</summary>
public sealed record Hold(DateTimeOffset Since, string? Reason);

/// <param name="Date">The day that reminders count down to.</param>
/// <param name="Milestone">Milestone id, or <see cref="ReviewInterval"/> for "a report is due".</param>
public sealed record DueEntry(DateOnly Date, string Item, string Milestone)
{
    public const string ReviewInterval = "rhythm";
}
