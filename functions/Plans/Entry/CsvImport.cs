using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>What came of a spreadsheet: a plan, or errors by line and column, both from 1.</summary>
public sealed class CsvImport
{
    private readonly List<FieldError> _errors = [];

    public List<ItemDefinition> Items { get; } = [];

    public PlanDefinition Plan { get; set; } = new() { Id = "", Title = "", ReferenceDate = default };

    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Where each of <see cref="Items"/> stood.</summary>
    internal List<(int Line, CsvColumns Columns)> Lines { get; } = [];

    public void Add(int line, int column, string code, string detail) => _errors.Add(new FieldError(Pointer(line, column), code, detail));

    /// <summary>ValidationErrors of the plan, told by line and column of the sheet.</summary>
    public IReadOnlyList<FieldError> Located(IReadOnlyList<FieldError> faults) => [.. faults.Select(Locate)];

    private FieldError Locate(FieldError fault)
    {
        var parts = fault.Pointer.Split('/');
        if (parts is not ["", "items", var index, var field, ..] || !int.TryParse(index, CultureInfo.InvariantCulture, out var item))
            return fault;
        var (line, columns) = Lines[item];
        return fault with { Pointer = Pointer(line, (columns.Of(field) ?? 0) + 1) };
    }

    private static string Pointer(int line, int column) => string.Create(CultureInfo.InvariantCulture, $"/line/{line}/column/{column}");
}

/// <summary>Which column (from 0) holds what.</summary>
internal sealed record CsvColumns(int? Id, int? Parent, int? Level, int? Label, int? Title, int? Owner, int? Partners, int? Timescale)
{
    public static CsvColumns Of(string[] headings)
    {
        int? Find(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                var at = Array.FindIndex(headings, h => string.Equals(h.Trim(), name, StringComparison.OrdinalIgnoreCase));
                if (at >= 0)
                    return at;
            }

            return null;
        }

        return new CsvColumns(
            Find("id", "ref", "reference", "no", "no.", "number"),
            Find("parent", "parent id"),
            Find("level"),
            Find("label", "type"),
            Find("title", "deliverable", "deliverables", "action", "commitment", "name", "description"),
            Find("owner", "lead", "portfolio holder", "responsible", "accountable officer"),
            Find("partners", "partner", "organisations"),
            Find("timescale", "timescales", "when", "by when", "due", "due date", "deadline", "target date"));
    }

    public int? Of(string field) => field switch
    {
        "id" => Id,
        "parent" => Parent,
        "level" => Level,
        "label" => Label,
        "title" => Title,
        "owner" => Owner,
        "partners" => Partners,
        "timescale" => Timescale,
        _ => null,
    };
}
