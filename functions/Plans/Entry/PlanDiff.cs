using HubFunctions.Http;
using HubFunctions.Timescales;

namespace HubFunctions.Plans;

/// <summary>What entering a plan changes in what is stored. Pure.</summary>
public static class PlanDiff
{
    /// <param name="before">Rows without a header are what a first entry of the version before, or a restore, left: they become
    /// part of the plan.</param>
    /// <param name="by">Who enters it.</param>
    public static PlanDifference Of(
        PlanRows before, PlanDefinition after, ITimescaleReader reader, DateTimeOffset now, string by)
    {
        var known = before.Items.ToDictionary(s => s.Item.Id);
        var header = after.ToHeader() with { Reminders = RemindersOf(before.Header?.Plan, after) };
        var changes = new List<ItemChange>();
        var unchanged = new List<PlanItem>();
        var lines = new List<DifferenceLine>();
        for (var order = 0; order < after.Items.Count; order++)
        {
            var definition = after.Items[order];
            var stored = known.GetValueOrDefault(definition.Id);
            known.Remove(definition.Id);
            var state = ItemDates.Resolve(reader, header, definition, stored?.Item.State);
            if (Entered(stored, definition, order, state, now, by) is not { } change)
            {
                unchanged.Add(stored!.Item);
                continue;
            }

            changes.Add(change);
            lines.Add(Line(before.Header is null ? null : stored, definition, order, state));
        }

        foreach (var gone in known.Values.Where(s => !s.Item.Removed))
        {
            changes.Add(Gone(gone, now, by));
            lines.Add(new DifferenceLine(gone.Item.Id, "removed", []));
        }

        var headerChanged = before.Header is not { } old || HubJson.Store(old.Plan) != HubJson.Store(header);
        var headings = after.Items.Select(i => i.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new PlanDifference(before.Header, header, headerChanged, changes, lines, headings) { Unchanged = unchanged };
    }

    /// <summary>What a step of an entry still changes; null where it was written already.</summary>
    /// <param name="stored">Null for a new item.</param>
    internal static ItemChange? Of(
        EntryStep step,
        StoredItem? stored,
        PlanHeader plan,
        ITimescaleReader reader,
        StoredEntry entry) =>
        step.Definition is { } definition
            ? Entered(
                stored,
                definition,
                step.Order,
                ItemDates.Resolve(reader, plan, definition, stored?.Item.State),
                entry.At,
                entry.By)
        : stored is null or { Item.Removed: true } ? null
        : Gone(stored, entry.At, entry.By);

    /// <summary>The row that says when a report on a new item is due; none for what was there.</summary>
    public static IEnumerable<DueEntry> ReportDue(PlanHeader plan, ItemChange change, bool isHeading) =>
        change is { Before: null or { Item.Removed: true }, After.Removed: false }
            ? ReportDue(plan, change.After, isHeading)
            : [];

    /// <summary>The day on which a report is due, headings excepted; the reminder sweep moves it on from there.</summary>
    public static IEnumerable<DueEntry> ReportDue(PlanHeader plan, PlanItem item, bool isHeading) =>
        item.State.IsClosed() || isHeading
            ? []
            : [new DueEntry(Standings.ReportDue(plan, item), item.Id, DueEntry.ReviewInterval)];

    /// <summary>Stored only while they wait, and for a draft whose reminders the office has started: started is what plans of
    /// every version are.</summary>
    private static ReminderStart? RemindersOf(PlanHeader? before, PlanHeader after)
    {
        if ((after.Reminders ?? before?.Reminders) == ReminderStart.Waiting)
            return ReminderStart.Waiting;
        return after.Status == PlanStatus.Draft && before?.Reminders == ReminderStart.Started ? ReminderStart.Started : null;
    }

    private static ItemChange Gone(StoredItem stored, DateTimeOffset now, string by) =>
        Change(stored, stored.Item with { Removed = true }, now, by, removed: true);

    private static ItemChange? Entered(
        StoredItem? stored, ItemDefinition definition, int order, ItemState state, DateTimeOffset now, string by)
    {
        if (stored is null)
            return Change(null, new PlanItem { Definition = definition, State = state, Order = order }, now, by, removed: null);
        var item = stored.Item;
        var same = item.Order == order && !item.Removed && Same(item.Definition, definition) && Same(item.State, state);
        return same
            ? null
            : Change(
                stored,
                item with
                {
                    Definition = definition,
                    State = state,
                    Order = order,
                    Removed = false,
                },
                now,
                by,
                item.Removed ? false : null);
    }

    private static ItemChange Change(StoredItem? before, PlanItem after, DateTimeOffset now, string by, bool? removed)
    {
        var entry = new HistoryEntry
        {
            Sequence = after.Sequence + 1,
            Kind = HistoryKind.Definition,
            At = now,
            By = by,
            Definition = after.Definition,
            State = after.State,
            Removed = removed,
        };
        return new ItemChange(before, after with { Sequence = entry.Sequence }, [entry]);
    }

    private static DifferenceLine Line(StoredItem? stored, ItemDefinition definition, int order, ItemState state)
    {
        if (stored is null || stored.Item.Removed)
            return new DifferenceLine(definition.Id, "added", []);
        var was = stored.Item.Definition;
        var fields = new List<string>();
        void Note(string field, bool changed)
        {
            if (changed)
                fields.Add(field);
        }

        Note("parent", was.Parent != definition.Parent);
        Note("level", was.Level != definition.Level);
        Note("label", was.Label != definition.Label);
        Note("title", was.Title != definition.Title);
        Note("owner", was.Owner != definition.Owner);
        Note("partners", !was.Partners.SequenceEqual(definition.Partners));
        Note("timescale", was.Timescale != definition.Timescale);
        Note("after", was.After != definition.After);
        Note("measures", !was.Measures.SequenceEqual(definition.Measures));
        Note("published", was.Published != definition.Published);
        Note("order", stored.Item.Order != order);
        Note("dates", !Same(stored.Item.State, state));
        return new DifferenceLine(definition.Id, "changed", fields);
    }

    /// <summary>Lists inside records compare by reference, their stored text by value.</summary>
    private static bool Same<T>(T a, T b) => HubJson.Store(a) == HubJson.Store(b);
}

/// <param name="Before">Null for a new plan.</param>
/// <param name="Headings">Items of the new plan that have others below them.</param>
public sealed record PlanDifference(
    StoredHeader? Before,
    PlanHeader After,
    bool HeaderChanged,
    IReadOnlyList<ItemChange> Changes,
    IReadOnlyList<DifferenceLine> Lines,
    IReadOnlySet<string> Headings)
{
    /// <summary>Items of the new plan that stay as they are.</summary>
    public IReadOnlyList<PlanItem> Unchanged { get; init; } = [];

    /// <summary>Why storage would not take it; empty when it does.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    public bool IsEmpty => !HeaderChanged && Changes.Count == 0;

    /// <summary>Another review interval asks for reports on other days, of unchanged items too.</summary>
    public bool IsOtherRhythm => Before is { } before && before.Plan.ReviewEvery != After.ReviewEvery;

    /// <summary>Rows that say when reports are due.</summary>
    public IEnumerable<DueEntry> ReportsDue()
    {
        var changed = Changes.SelectMany(c => PlanDiff.ReportDue(After, c, Headings.Contains(c.After.Id)));
        return IsOtherRhythm
            ? Changes
                .Where(c => !c.After.Removed)
                .Select(c => c.After)
                .Concat(Unchanged)
                .SelectMany(i => PlanDiff.ReportDue(After, i, Headings.Contains(i.Id)))
            : changed;
    }

    internal StoredEntry ToEntry(string id, DateTimeOffset at, string by) =>
        new(
            id,
            at,
            IsOtherRhythm,
            [
                .. Changes.Select(c => new EntryStep(
                    c.After.Id,
                    c.After.Removed ? null : c.After.Definition,
                    c.After.Order,
                    Headings.Contains(c.After.Id))),
            ])
        {
            By = by,
        };
}

/// <param name="Change">added, changed or removed.</param>
/// <param name="Fields">What changed; "dates" when the same words now mean other dates.</param>
public sealed record DifferenceLine(string Item, string Change, IReadOnlyList<string> Fields);
