using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace HubFunctions.Plans;

/// <summary>Reads a plan from a spreadsheet export: one line an item, headings by the names that people give them. What the sheet does not
/// hold (owners' addresses, calendar, dates of the plan) stays as the plan has it.</summary>
public static class PlanCsv
{
    private const int MaxErrors = 200;

    public static CsvImport Read(string text, string plan, StoredPlan? before, DateOnly today)
    {
        var header = before?.Plan ?? new PlanHeader { Id = plan, Title = plan, ReferenceDate = today, Status = PlanStatus.Draft };
        var known = before?.Items.ToDictionary(i => i.Id, i => i.Definition) ?? [];
        using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            BadDataFound = null,
            MissingFieldFound = null,
            TrimOptions = TrimOptions.Trim,
            MaxFieldSize = 100_000,
        });
        var import = new CsvImport();
        if (!csv.Read() || !csv.ReadHeader() || CsvColumns.Of(csv.HeaderRecord ?? []) is not { Title: not null } columns)
        {
            import.Add(1, 1, "no-title-column", "The first line has no heading called title, deliverable, action or commitment; add one.");
            return import;
        }

        var owners = header.Owners.ToList();
        while (csv.Read() && import.Errors.Count < MaxErrors)
            ReadLine(csv, columns, import, known, owners);
        import.Plan = header.CopyTo(new PlanDefinition { Id = plan, Title = header.Title, ReferenceDate = header.ReferenceDate, Items = import.Items }) with { Owners = owners };
        return import;
    }

    private static void ReadLine(
        CsvReader csv, CsvColumns columns, CsvImport import, Dictionary<string, ItemDefinition> known, List<Owner> owners)
    {
        string? Field(int? column) => column is { } c && csv.TryGetField<string>(c, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;
        var line = csv.Parser.RawRow;
        var title = Field(columns.Title);
        if (title is null)
        {
            if (csv.Parser.Record?.Any(f => !string.IsNullOrWhiteSpace(f)) == true)
                import.Add(line, columns.Title!.Value + 1, "empty", "This line has no title; give one or empty the whole line.");
            return;
        }

        var given = Field(columns.Id);
        var id = given is null ? $"row-{import.Items.Count + 1}" : Slug(given);
        if (id.Length == 0)
        {
            import.Add(line, columns.Id!.Value + 1, "not-an-id", "This reference has no letters or digits; give one such as 1.2.");
            return;
        }

        var was = known.GetValueOrDefault(id);
        import.Items.Add((was ?? new ItemDefinition { Id = id, Title = title }) with
        {
            Title = title,
            Parent = columns.Parent is null ? was?.Parent : Field(columns.Parent) is { } parent ? Slug(parent) : null,
            Level = Field(columns.Level)?.ToLowerInvariant() ?? was?.Level ?? "deliverable",
            Label = columns.Label is null ? was?.Label : Field(columns.Label),
            Timescale = columns.Timescale is null ? was?.Timescale : Field(columns.Timescale),
            Partners = columns.Partners is null ? was?.Partners ?? [] : Field(columns.Partners)?.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            Owner = columns.Owner is null ? was?.Owner : Field(columns.Owner) is { } name ? OwnerOf(name, owners) : null,
        });
        import.Lines.Add((line, columns));
    }

    /// <summary>By id, name or role; a name that the plan does not know becomes an owner without an address.</summary>
    private static string OwnerOf(string name, List<Owner> owners)
    {
        bool Is(string? text) => string.Equals(text, name, StringComparison.OrdinalIgnoreCase);
        if (owners.Find(o => Is(o.Id) || Is(o.Name) || Is(o.Role)) is { } owner)
            return owner.Id;
        var slug = Slug(name) is { Length: > 0 } text ? text : "owner";
        var id = slug;
        for (var n = 2; owners.Exists(o => o.Id == id); n++)
            id = $"{slug[..Math.Min(slug.Length, 58)]}-{n.ToString(CultureInfo.InvariantCulture)}";
        owners.Add(new Owner { Id = id, Name = name });
        return id;
    }

    private static string Slug(string text)
    {
        Span<char> slug = stackalloc char[Id.MaxLength];
        var length = 0;
        foreach (var c in text.ToLowerInvariant())
        {
            if (length == slug.Length)
                break;
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                slug[length++] = c;
            else if (length > 0 && slug[length - 1] is not ('-' or '.'))
                slug[length++] = c == '.' ? '.' : '-';
        }

        return slug[..length].TrimEnd("-.").ToString();
    }
}
