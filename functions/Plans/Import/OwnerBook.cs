using System.Globalization;
using HubFunctions.Http;

namespace HubFunctions.Plans;

/// <summary>A plan's owners while a table is read. Names are compared without regard to case and kinds of spaces.</summary>
internal sealed class OwnerBook(IReadOnlyList<Owner> known, ImportNotes notes)
{
    private readonly List<Owner> _owners = [.. known];
    private readonly Dictionary<string, string> _byName = Index(known);
    private readonly HashSet<(string Owner, string Field)> _edited = [];

    public IReadOnlyList<Owner> Owners => _owners;

    public List<FieldError> Errors { get; } = [];

    /// <summary>The id of who answers for a row; null for nobody. An owner whom the plan does not know is added.</summary>
    /// <param name="place">Pointer to a field's cell.</param>
    public string? Of(ImportRow row, Func<ImportField, string> place)
    {
        var named = row[ImportField.Owner] is { } cell ? OwnerNames.Read(cell, IsKnown) : new(null);
        if (row[ImportField.Owner] is not null && named.Name is null)
            notes.Add(row.Line, "the owner's cell names nobody (such as TBC or vacant); the item has no owner.");
        if (named.Others > 0)
            notes.Add(row.Line, "several owners in one cell: the first was taken. Add the others as partners or deputies.");
        var id = row[ImportField.OwnerId] is { } given ? ById(Id.Slug(given), named) : ByName(named, row);
        if (id is null)
            return null;
        if (row[ImportField.OwnerId] is not null && named.Name is { } name && IsOther(id, name))
        {
            Errors.Add(
                new(
                    place(ImportField.OwnerId),
                    "two-owners",
                    "The id is one owner's and the name another's: change the owner's id where the item passes on."));
            return id;
        }

        Edit(id, "name", row[ImportField.OwnerId] is null ? null : named.Name, place(ImportField.Owner));
        Edit(id, "role", row[ImportField.OwnerRole] ?? named.Role, place(ImportField.OwnerRole));
        var email = row[ImportField.OwnerEmail] ?? named.Email;
        if (email is not null && !EmailAddresses.IsValid(email))
            Errors.Add(
                new(
                    place(ImportField.OwnerEmail),
                    "not-an-address",
                    "This is not an e-mail address; give one such as name@example.gov.uk, or empty the cell."));
        else
            Edit(id, "email", email, place(ImportField.OwnerEmail));
        return id;
    }

    /// <summary>Whether a name is another owner's and not this one's. Two owners may have the same.</summary>
    private bool IsOther(string id, string name) => _byName.TryGetValue(Folding.Text(name), out var other) && other != id
        && !_owners.Exists(o => o.Id == id && Folding.Text(o.Name ?? "") == Folding.Text(name));

    private bool IsKnown(string text) => _byName.ContainsKey(Folding.Text(text));

    private string? ById(string id, NamedOwner named)
    {
        if (id.Length > 0 && !_owners.Exists(o => o.Id == id))
            Add(new Owner { Id = id, Name = named.Name });
        return id.Length > 0 ? id : null;
    }

    private string? ByName(NamedOwner named, ImportRow row)
    {
        var text = named.Name ?? (row[ImportField.Owner] is null ? row[ImportField.OwnerRole] : null);
        if (text is null || OwnerNames.Read(text, IsKnown).Name is null)
            return null;
        if (_byName.TryGetValue(Folding.Text(text), out var id))
            return id;
        return Add(named.Name is null ? new Owner { Id = Free(text), Role = text } : new Owner { Id = Free(text), Name = text });
    }

    private string Add(Owner owner)
    {
        _owners.Add(owner);
        foreach (var (name, id) in Index([owner]))
            _byName.TryAdd(name, id);
        return owner.Id;
    }

    private string Free(string name)
    {
        var slug = Id.Slug(name) is { Length: > 0 } text ? text : "owner";
        var id = slug;
        for (var n = 2; _owners.Exists(o => o.Id == id); n++)
            id = $"{slug[..Math.Min(slug.Length, 58)]}-{n.ToString(CultureInfo.InvariantCulture)}";
        return id;
    }

    /// <summary>What a row says of an owner, where the plan says otherwise. Rows that repeat what is known change nothing; two
    /// that say
    /// different new things cannot be decided.</summary>
    private void Edit(string id, string field, string? value, string place)
    {
        var at = _owners.FindIndex(o => o.Id == id);
        var owner = _owners[at];
        var now = field switch { "name" => owner.Name, "role" => owner.Role, _ => owner.Email };
        var was = known.FirstOrDefault(o => o.Id == id) is { } old
            ? field switch
            {
                "name" => old.Name,
                "role" => old.Role,
                _ => old.Email,
            }
            : null;
        if (value is null || Folding.Text(value) == Folding.Text(now ?? "") || Folding.Text(value) == Folding.Text(was ?? ""))
            return;
        if (!_edited.Add((id, field)) && now is not null)
        {
            Errors.Add(
                new(
                    place,
                    "two-values",
                    $"Two rows give the same owner another {field}; give every row of an owner the same, or empty it."));
            return;
        }

        var text = Folding.Spaces(value);
        _owners[at] = field switch
        {
            "name" => owner with { Name = text },
            "role" => owner with { Role = text },
            _ => owner with { Email = text },
        };
    }

    private static Dictionary<string, string> Index(IReadOnlyList<Owner> owners)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var owner in owners)
            names.TryAdd(Folding.Text(owner.Id), owner.Id);
        foreach (var owner in owners.Where(o => o.Name is not null))
            names.TryAdd(Folding.Text(owner.Name!), owner.Id);
        foreach (var owner in owners.Where(o => o.Role is not null))
            names.TryAdd(Folding.Text(owner.Role!), owner.Id);
        return names;
    }
}
