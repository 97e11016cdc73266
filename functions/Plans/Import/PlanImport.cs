using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>Reads a plan from a table. What the table does not hold (owners' addresses, calendar, dates of the plan, whole items)
/// stays as the
/// plan has it. Pure: the same file, plan and day give the same result.</summary>
public static class PlanImport
{
    /// <param name="before">The plan that is there; null for a new one.</param>
    public static ImportedPlan Read(TableFile file, string plan, StoredPlan? before, ImportChoices choices, DateOnly today)
    {
        var notes = new ImportNotes();
        foreach (var warning in file.Warnings)
            notes.Add(warning);
        if (file.Refusal is { } unread)
            return new(null, [unread], notes.All());
        var (choice, refusal) = TableChoice.Of(file, choices, notes);
        if (choice is null)
            return new(null, [refusal!], notes.All());

        var rows = new RowReader(choice.Table, choice.Headings, choice.Mapping, notes).Read();
        var header = before?.Plan ?? New(plan, choice, choices, today, notes);
        var publication = PublicationColumns.Read(choice, header.Publication, notes);
        var owners = new OwnerBook(header.Owners, notes);
        var items = new ItemRows(choice.Mapping, new ItemNames(before), owners, notes)
        {
            HidesOwners = IsPublishedList(choice.Headings),
        };
        items.Read(rows.Rows);
        FieldError[] errors = [.. rows.Errors, .. items.Errors, .. owners.Errors, .. publication.Errors];
        if (errors.Length > 0)
            return new(null, errors, notes.All());
        if (rows.Rows.Count == 0 && before is null)
            return new(
                null,
                [
                    new(
                        Places.Of(choice.Table.Rows[choice.Headings.Last].Line, 0),
                        "no-rows",
                        "There are headings and no rows below them; send the rows."),
                ],
                notes.All());

        var missing = new MissingItems(before?.Items ?? [], items.Items, choices, rows.Rows.Count);
        if (missing.Refusal is { } unconfirmed)
            return new(null, [unconfirmed], notes.All())
            {
                IsUnconfirmed = true,
                Missing = missing.Removable,
                IsMuchMissing = missing.IsMuch,
            };
        missing.Note(notes);
        var whole = header.CopyTo(
            new PlanDefinition
            {
                Id = plan,
                Title = header.Title,
                ReferenceDate = header.ReferenceDate,
            }) with
        {
            Publication = publication.Publication,
            Owners = owners.Owners,
            Items = ItemOrder.Merge(
                items.Items,
                [.. (before?.Items ?? []).Select(i => i.Definition).Where(d => !missing.Gone.Contains(d.Id))]),
        };
        if (items.Reports.Count > 0)
            notes.Add(
                "Status, percentage and progress become the first report on an item; texts about progress are kept as internal "
                    + "notes.");
        var faults = PlanValidation
            .Check(whole, plan)
            .Select(e => publication.PlaceOf(e.Pointer) is { } place ? e with { Pointer = place } : e);
        return new ImportedPlan(whole, Located([.. faults], whole, items, choice.Mapping), notes.All())
        {
            Reports = items.Reports,
            Missing = missing.Removable,
            IsMuchMissing = missing.IsMuch,
        };
    }

    /// <summary>The hub's own <c>items.csv</c>.</summary>
    private static bool IsPublishedList(Headings headings) =>
        headings.Names.Contains("held back") && headings.Names.Contains("last reported");

    private static PlanHeader New(string plan, TableChoice choice, ImportChoices choices, DateOnly today, ImportNotes notes)
    {
        var title = choices.Title ?? choice.TitleAbove;
        if (title is null)
        {
            title = char.ToUpperInvariant(plan[0]) + plan[1..].Replace('-', ' ');
            notes.Add(
                "The plan is new and the file gives it no title: one was made from its id. Give one, or put it above the "
                    + "headings.");
        }

        var said = choices.ReferenceDate ?? WrittenOn.Of(choice, today);
        var from = said is { } day
            ? FormattableString.Invariant($"{day:yyyy-MM-dd}")
            : FormattableString.Invariant($"today ({today:yyyy-MM-dd})");
        notes.Add(
            $"The plan is new: it is a draft, its timescales are read from {from}, and no reminder goes out until they are "
                + $"started.");
        return new PlanHeader
        {
            Id = plan,
            Title = title,
            ReferenceDate = said ?? today,
            Status = PlanStatus.Draft,
            Reminders = ReminderStart.Waiting,
        };
    }

    /// <summary>Errors of the plan, told by line and column of the table.</summary>
    private static List<FieldError> Located(
        IReadOnlyList<FieldError> errors,
        PlanDefinition plan,
        ItemRows items,
        ColumnMapping mapping) =>
        [
            .. errors.Select(error =>
                error.Pointer.Split('/') is ["", "items", var index, var field, ..]
                && int.TryParse(index, CultureInfo.InvariantCulture, out var at)
                && items.LineOf(plan.Items[at].Id) is { } line
                    ? error with
                    {
                        Pointer = Places.Of(
                            line,
                            (Field(field) is { } column ? mapping.Column(column)
                                : null) ?? mapping.Column(ImportField.Title) ?? 0),
                    }
                    : error),
        ];

    private static ImportField? Field(string field) => field switch
    {
        "id" => ImportField.Reference,
        _ => Enum.TryParse<ImportField>(field, ignoreCase: true, out var known) ? known : null,
    };
}
