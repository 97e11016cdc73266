namespace HubFunctions.Http;

/// <summary>Collects what is wrong with a body.</summary>
public sealed class ValidationErrors
{
    private readonly List<FieldError> _all = [];

    public IReadOnlyList<FieldError> All => _all;

    public void Add(string pointer, string code, string detail) => _all.Add(new FieldError(pointer, code, detail));

    public void Id(string pointer, string? id)
    {
        if (!Plans.Id.IsValid(id))
            Add(
                pointer,
                "not-an-id",
                "An id has 1 to 63 characters a-z, 0-9, dot and hyphen, and begins with a letter or digit.");
    }

    public void Text(string pointer, string? text, int max, bool required = true)
    {
        if (required && string.IsNullOrWhiteSpace(text))
            Add(pointer, "empty", "This text is needed.");
        else if (text?.Length > max)
            Add(pointer, "too-long", $"This text has more than {max} characters; shorten it.");
        else if (text is not null && text.AsSpan().ContainsAnyInRange('\0', '\u0008'))
            Add(pointer, "control-character", "This text holds a control character; remove it.");
    }

    public void Date(string pointer, DateOnly date)
    {
        if (!Plans.EnteredDates.Hold(date))
            Add(pointer, "out-of-range", Plans.EnteredDates.Error);
    }

    public void Count(string pointer, int count, int max)
    {
        if (count > max)
            Add(pointer, "too-many", $"This list has {count} entries; at most {max} are taken.");
    }

    public void Entries<T>(string pointer, IReadOnlyList<T?> list)
        where T : class
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null)
                Add($"{pointer}/{i}", "empty", "This entry is null; fill it or leave it out.");
        }
    }

    public void Reference(string pointer, string? id, HashSet<string> known, string what)
    {
        if (id is not null && !known.Contains(id))
            Add(pointer, "unknown", $"The plan has no {what} with this id; add it or leave the field out.");
    }
}
