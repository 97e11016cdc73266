using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>From rows to the items of a plan. What a table has no column for stays as the plan has it.</summary>
internal sealed class ItemRows(ColumnMapping mapping, ItemNames names, OwnerBook owners, ImportNotes notes)
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _titles = new(StringComparer.Ordinal);
    private readonly Stack<(int Indent, string Id)> _above = new();
    private bool _isIndented;

    /// <summary>True for a table that leaves out names which are not public: an empty cell says nothing there.</summary>
    public bool HidesOwners { get; init; }

    public List<ItemDefinition> Items { get; } = [];
    public List<FieldError> Errors { get; } = [];
    public List<FirstReport> Reports { get; } = [];

    /// <summary>The line of an item, from 1; null for one that the table does not hold.</summary>
    public int? LineOf(string id) => _lines.TryGetValue(id, out var line) ? line : null;

    public void Read(IReadOnlyList<ImportRow> rows)
    {
        names.Reserve(rows.Select(r => r[ImportField.Reference]).OfType<string>().Select(r => Id.Slug(r)));
        _isIndented =
            mapping.Column(ImportField.Parent) is null
            && rows.All(r => r.Groups.Count == 0)
            && rows.Select(r => r.Indent).Distinct().Count() > 1;
        foreach (var row in rows)
            Read(row);
    }

    private void Read(ImportRow row)
    {
        var parent = row[ImportField.Parent] is { } reference ? Id.Slug(reference) : Group(row);
        if (IdOf(row, parent) is not { } id)
            return;
        if (!_lines.TryAdd(id, row.Line))
        {
            Refuse(
                row,
                ImportField.Reference,
                "twice",
                string.Create(CultureInfo.InvariantCulture, $"Line {_lines[id]} has this reference too; give each row its own."));
            return;
        }

        var was = names.Known(id);
        if (_isIndented)
            parent = Above(row.Indent, id);
        Items.Add(
            (was ?? new ItemDefinition { Id = id, Title = "" }) with
            {
                Title = Kept(row[ImportField.Title], was?.Title) ?? "",
                Parent = parent ?? (HasParents ? null : was?.Parent),
                Level = Level(row[ImportField.Level], was?.Level),
                Label = Value(row, ImportField.Label, was?.Label),
                Timescale = Timescale(row, was?.Timescale),
                Partners = mapping.Column(ImportField.Partners) is null
                    ? was?.Partners ?? []
                    : Partners(row[ImportField.Partners], was),
                Owner = HasOwners ? owners.Of(row, f => Place(row, f)) ?? (HidesOwners ? was?.Owner : null) : was?.Owner,
                After =
                    mapping.Column(ImportField.After) is null ? was?.After
                    : row[ImportField.After] is { } after ? Id.Slug(after)
                    : null,
                Published = Published(row, was?.Published),
            });
        if (FirstReports.Of(id, row, notes) is not { } report)
            return;
        if (names.IsReported(id))
            notes.Add(row.Line, "the item has a report already, so the file's status and progress were not taken.");
        else
            Reports.Add(report);
    }

    private bool HasParents => mapping.Column(ImportField.Parent) is not null || _groups.Count > 0 || _isIndented;

    private bool HasOwners => mapping.Fields.Any(f => f is ImportField.Owner or ImportField.OwnerId)
        || (mapping.Column(ImportField.OwnerRole) is not null && mapping.Column(ImportField.Owner) is null);

    private string? IdOf(ImportRow row, string? parent)
    {
        if (row[ImportField.Reference] is { } given)
            return Referenced(row, given);
        var title = row[ImportField.Title]!;
        if (!_titles.TryAdd($"{parent}\n{Folding.Text(title)}", row.Line))
        {
            Refuse(
                row,
                ImportField.Title,
                "same-title",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {_titles[$"{parent}\n{Folding.Text(title)}"]} has this title too, and no references tell them apart: "
                        + $"add a column of references."));
            return null;
        }

        var id = names.Of(title, parent, out var isRefused);
        if (!isRefused)
            return id;
        Refuse(
            row,
            ImportField.Title,
            "several-items",
            "The plan has several items of this title: add a column of references, with the ids of the plan.");
        return null;
    }

    private string? Referenced(ImportRow row, string given)
    {
        var id = Id.Slug(given);
        if (row.IsDatedReference && names.Known(id) is null)
            Refuse(
                row,
                ImportField.Reference,
                "a-date",
                "Excel has made a date of this reference: give the column the format Text and enter it again.");
        else if (id.Length == 0)
            Refuse(row, ImportField.Reference, "not-an-id", "This reference has no letters or digits; give one such as 1.2.");
        else
        {
            if (names.Known(id) is null && names.Titled(row[ImportField.Title]!) is [{ Removed: false } same, ..])
                notes.Add(
                    row.Line,
                    $"a new item, though the plan has {same.Id} of the same title: give it that reference if it is the same "
                        + $"one.");
            return id;
        }

        return null;
    }

    /// <summary>The item for the headings over a row; made where the plan has none.</summary>
    private string? Group(ImportRow row)
    {
        string? parent = null;
        var path = "";
        foreach (var group in row.Groups)
        {
            var (level, title) = group.Split('\t', 2) is [var named, var text] ? (named, text) : (RowKinds.LevelOf(group), group);
            path += $"\n{Folding.Text(title)}";
            if (!_groups.TryGetValue(path, out var id))
            {
                _groups[path] = id = names.Of(title, parent, out _);
                var was = names.Known(id);
                Items.Add(
                    (was
                        ?? new ItemDefinition
                        {
                            Id = id,
                            Title = title,
                            Level = level,
                        }) with
                    {
                        Title = Kept(title, was?.Title)!,
                        Parent = parent ?? was?.Parent,
                    });
                _lines.TryAdd(id, row.Line);
            }

            parent = id;
        }

        return parent;
    }

    private string? Above(int indent, string id)
    {
        while (_above.Count > 0 && _above.Peek().Indent >= indent)
            _above.Pop();
        var parent = _above.Count > 0 ? _above.Peek().Id : null;
        _above.Push((indent, id));
        return parent;
    }

    private string? Timescale(ImportRow row, string? was)
    {
        if (mapping.Column(ImportField.Timescale) is null && mapping.Column(ImportField.Start) is null)
            return was;
        var words = (row[ImportField.Start], row[ImportField.Timescale]) switch
        {
            ({ } start, { } end) => $"{start} to {end}",
            ({ } start, null) => $"Start {start}",
            var (_, end) => end,
        };
        return Kept(words, was);
    }

    private static string Level(string? text, string? was) =>
        text is null || Folding.Text(text) == Folding.Text(was ?? "") ? was ?? "deliverable" : text.ToLowerInvariant();

    private static IReadOnlyList<string> Partners(string? cell, ItemDefinition? was)
    {
        if (cell is not null && was is not null && Folding.Text(cell) == Folding.Text(PlanTable.JoinPartners(was)))
            return was.Partners;
        string[] given = cell?.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        return was is not null && given.Select(Folding.Text).SequenceEqual(was.Partners.Select(Folding.Text))
            ? was.Partners
            : given;
    }

    private bool? Published(ImportRow row, bool? was)
    {
        if (mapping.Column(ImportField.Published) is null)
            return was;
        switch (Folding.Heading(row[ImportField.Published] ?? ""))
        {
            case "":
                return null;
            case "yes" or "true" or "y":
                return true;
            case "no" or "false" or "n":
                return false;
            default:
                Refuse(row, ImportField.Published, "not-yes-or-no", "Give yes or no, or empty the cell.");
                return was;
        }
    }

    private string? Value(ImportRow row, ImportField field, string? was) =>
        mapping.Column(field) is null ? was : Kept(row[field], was);

    /// <summary>The plan's own spelling where only spaces or case of the ends differ, so that a copy changes nothing.</summary>
    private static string? Kept(string? text, string? was) =>
        text is not null && was is not null && Folding.Spaces(text) == Folding.Spaces(was) ? was : text;

    private void Refuse(ImportRow row, ImportField field, string code, string detail) =>
        Errors.Add(new(Place(row, field), code, detail));

    private string Place(ImportRow row, ImportField field) =>
        Places.Of(row.Line, mapping.Column(field) ?? mapping.Column(ImportField.Title) ?? 0);
}
