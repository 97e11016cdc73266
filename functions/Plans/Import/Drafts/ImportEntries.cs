namespace HubFunctions.Plans;

/// <summary>Enters what an editor has checked, and puts a plan back as it was before: by adding entries, through the same
/// door.</summary>
public sealed class ImportEntries(
    ImportRun run, IPlanStore store, PlanEntry entry, ItemPatch patch, ImportDrafts drafts, RememberedColumns columns,
    TableImports rows, HubClock calendar)
{
    private const int AtOnce = 8;
    private const int EntriesRead = 20;
    private const int MaxTries = 5;

    /// <returns>Null when the plan had no import yet.</returns>
    public Task<LastImport?> LastAsync(string plan, CancellationToken stop) => FindAsync(Of(plan), stop);

    /// <summary>All or nothing. An entry whose answer was lost, or that was cut short, is completed by the same press
    /// again.</summary>
    /// <param name="version">Of the plan and the file that the editor saw.</param>
    public async Task<ImportResult> EnterAsync(
        string session, ImportDraft draft, TableFile file, string version, CancellationToken stop)
    {
        var last = await LastAsync(draft.Plan, stop);
        var isAgain = last?.Draft == draft.Id && last.Left is null;
        var begun = last?.Draft == draft.Id ? null : await BeginAsync(draft, file, version, stop);
        isAgain |= begun is not null;
        var result = await run.RunAsync(
            file, draft.Plan, draft.Choices, dryRun: false, stop, isAgain ? null : plan => draft.VersionWith(plan) == version);
        if (result.IsStale || result.Difference is not { Errors.Count: 0 } difference)
            return result;
        if (!difference.IsEmpty || (!isAgain && result.Import.Reports.Count > 0))
            await SaveAsync(last = Of(draft, result, difference), stop);
        else if (begun is not null)
            await SaveAsync(last = begun.Reporting(result), stop);
        if (last?.Draft == draft.Id)
            await MeanAsync(draft, last.Meanings, stop);
        if (last?.Draft == draft.Id && await store.FindAsync(draft.Plan, stop) is { } left
            && left.Items.All(i => !LastImport.IsReportedLater(i, last.At)))
            await SaveAsync(last.Completed(left), stop);
        await RememberAsync(draft, file, stop);
        await drafts.DeleteAsync(session, draft.Id, stop);
        return result;
    }

    /// <summary>Says what an import changes before it does.</summary>
    /// <returns>What it said before, where that was entered and not noted; null where there is nothing to go on with.</returns>
    private async Task<LastImport?> BeginAsync(ImportDraft draft, TableFile file, string version, CancellationToken stop)
    {
        var result = await run.RunAsync(file, draft.Plan, draft.Choices, dryRun: true, stop);
        if (result.Difference is not { Errors.Count: 0 } difference)
            return null;
        if (difference.IsEmpty)
            return await FindAsync(Begun(draft.Plan), stop) is { } begun && begun.Draft == draft.Id ? begun : null;
        if (draft.VersionWith(result.Before) == version)
            await rows.SaveAsync(Begun(draft.Plan), new BinaryData(HubJson.Store(Of(draft, result, difference))), stop);
        return null;
    }

    /// <summary>Puts back what was there before a plan's last import.</summary>
    public async Task<UndoneImport> UndoAsync(string plan, CancellationToken stop)
    {
        if (await LastAsync(plan, stop) is not { } last || await store.FindAsync(plan, stop) is not { } now)
            return UndoneImport.Nothing;
        if (!last.MayBeUndone(now))
            return last.Undone is null ? UndoneImport.Changed : UndoneImport.Done;
        var former = await last.Items.AskAsync(AtOnce, (item, token) => FormerAsync(plan, item, token), stop);
        // What a press before has put back was changed since too, by nobody else.
        IReadOnlyList<string> stays = [.. last.ChangedSince(now).Where(id => last.StaysOf?.Contains(id) != false || !IsBack(id))];
        if (last.StaysOf is null)
            await SaveAsync(last = last with { StaysOf = stays }, stop);
        var items = last.Items.Where(i => !stays.Contains(i.Item)).ToList();
        var before =
            now.Header.Sequence > last.LeftHeader && last.LeftItems is not null
                ? now.ToDefinition()
                : await HeaderAsync(now, last, stop);
        var whole = before with { Items = Items(now, items, former.Where(f => !stays.Contains(f.Item))) };
        if (await entry.EnterAsync(whole, stop, now.Header.Sequence) is not { Errors.Count: 0 })
            return UndoneImport.Changed;
        foreach (var item in last.Meanings.Except(stays))
            await MeanAsync(plan, item, former.First(f => f.Item == item).State?.Reading.Override?.Text ?? "", stop);
        await SaveAsync(last with { Undone = calendar.Now, UndoneBy = Acting.Name, Stayed = stays }, stop);
        return UndoneImport.Done;

        bool IsBack(string id)
        {
            var was = former.First(f => f.Item == id).Definition;
            var isGone = was is null || last.Items.First(i => i.Item == id).Removed;
            return now.Stored.First(s => s.Item.Id == id).Item is var item
                && (isGone ? item.Removed : !item.Removed && HubJson.Store(item.Definition) == HubJson.Store(was));
        }
    }

    private LastImport Of(ImportDraft draft, ImportResult result, PlanDifference difference) => new()
    {
        Plan = draft.Plan,
        Draft = draft.Id,
        At = calendar.Now,
        By = Acting.Name,
        Before = result.Before?.Header.Sequence ?? 0,
        Items = [
            .. difference.Changes.Select(
                c =>
                    new FormerItem(
                        c.After.Id, c.Before?.Item.Sequence ?? 0, c.Before?.Item.Order ?? 0, c.Before?.Item.Removed ?? false))
        ],
        Counts = ImportChanges.Of(result.Before, difference).Counts,
        Reported = result.Import.Reports.Count - result.Unreported.Count,
        Unreported = result.Unreported,
        Meanings = [.. draft.Meanings.Keys.Where(id => difference.Changes.Any(c => c.After.Id == id))],
    };

    private async Task MeanAsync(ImportDraft draft, IReadOnlyList<string> items, CancellationToken stop)
    {
        foreach (var item in items)
            await MeanAsync(draft.Plan, item, draft.Meanings.GetValueOrDefault(item, ""), stop);
    }

    /// <param name="words">Empty goes back to the plan's own.</param>
    private async Task MeanAsync(string plan, string item, string words, CancellationToken stop)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var isThere = await store.FindItemAsync(plan, item, stop) is { Item: { Removed: false } now }
                && (now.State.Reading.Override?.Text ?? "") != words;
            if (!isThere
                || await patch.ApplyAsync(
                        plan, item, new ItemChanges { Meaning = words }, "*", null, stop) is not ItemPatched.Stale)
                return;
        }

        throw new StorageUnavailableException(
            409, $"An item was changed by others {MaxTries} times in a row; the same again completes it.");
    }

    private async Task RememberAsync(ImportDraft draft, TableFile file, CancellationToken stop)
    {
        if (draft.Fields is { } fields && TableChoice.Of(file, draft.Choices, new ImportNotes()).Choice is { } choice)
            await columns.KeepAsync(draft.Plan, choice.Headings, fields, stop);
    }

    /// <summary>The plan's own part as it was; of a plan that was new, as it is.</summary>
    private async Task<PlanDefinition> HeaderAsync(StoredPlan now, LastImport last, CancellationToken stop)
    {
        var header = now.Plan;
        for (long? below = last.Before + 1; below > 1;)
        {
            var read = await store.HistoryAsync(now.Plan.Id, StoredHeader.HistoryId, below, EntriesRead, stop);
            if (read.FirstOrDefault(h => h.Plan is not null) is { Plan: { } found })
            {
                header = found;
                break;
            }

            below = read.Count > 0 ? read[^1].Sequence : null;
        }

        return header.CopyTo(new PlanDefinition { Id = header.Id, Title = header.Title, ReferenceDate = header.ReferenceDate });
    }

    private async Task<(
        string Item,
        ItemDefinition? Definition,
        ItemState? State)> FormerAsync(string plan, FormerItem item, CancellationToken stop)
    {
        ItemState? state = null;
        for (long? below = item.Sequence + 1; below > 1;)
        {
            var read = await store.HistoryAsync(plan, item.Item, below, EntriesRead, stop);
            state ??= read.FirstOrDefault(h => h.State is not null)?.State;
            if (read.FirstOrDefault(h => h.Definition is not null) is { Definition: { } found })
                return (item.Item, found, state);
            below = read.Count > 0 ? read[^1].Sequence : null;
        }

        return (item.Item, null, state);
    }

    private static List<ItemDefinition> Items(
        StoredPlan now, List<FormerItem> items, IEnumerable<(string Item, ItemDefinition? Definition, ItemState? State)> former)
    {
        var known = items.ToDictionary(i => i.Item, StringComparer.Ordinal);
        var stayed = now.Items.Where(i => !known.ContainsKey(i.Id)).Select(i => (i.Order, Item: i.Definition));
        var back = former.Where(f => f.Definition is not null && !known[f.Item].Removed)
            .Select(f => (known[f.Item].Order, Item: f.Definition!));
        return [.. stayed.Concat(back).OrderBy(i => i.Order).Select(i => i.Item)];
    }

    private Task SaveAsync(LastImport last, CancellationToken stop) =>
        rows.SaveAsync(Of(last.Plan), new BinaryData(HubJson.Store(last)), stop);

    private async Task<LastImport?> FindAsync(string name, CancellationToken stop) =>
        await rows.FindAsync(name, stop) is { } json ? HubJson.Read<LastImport>(json.ToString()) : null;

    private static string Of(string plan) => $"last/{plan}";

    private static string Begun(string plan) => $"begun/{plan}";
}

public enum UndoneImport
{
    Done,

    /// <summary>No import is known.</summary>
    Nothing,

    /// <summary>An update came in, or somebody changes the plan now: what they do counts.</summary>
    Changed,
}
