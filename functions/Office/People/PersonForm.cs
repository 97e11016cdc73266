using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>An owner as entered on a page. Pure.</summary>
public sealed record PersonForm(string Name, string Role, string Email, bool PublicName, string Deputy, string EscalateTo)
{
    public const string Version = "version";

    public static readonly PersonForm Empty = new("", "", "", false, "", "");

    public static PersonForm Of(Owner owner) => new(
        owner.Name ?? "", owner.Role ?? "", owner.Email ?? "", owner.PublicName, owner.Deputy ?? "", owner.EscalateTo ?? "");

    public static PersonForm Of(IFormCollection form)
    {
        string Field(string name) => OneLine.Of(form[name].ToString());
        return new(
            Field("name"), Field("role"), Field("email"), form["publicName"] == "yes", Field("deputy"), Field("escalateTo"));
    }

    public FieldError? Refusal => Name.Length + Role.Length == 0 ? new("name", "required", "Give a name or a role") : null;

    public Owner On(Owner owner) => owner with
    {
        Name = Text(Name),
        Role = Text(Role),
        Email = Text(Email),
        PublicName = PublicName,
        Deputy = Text(Deputy),
        EscalateTo = Text(EscalateTo),
    };

    /// <returns>The plan with this owner as entered; null where the owner is not as it was seen.</returns>
    public PlanHeader? In(PlanHeader plan, string id, string version)
    {
        if (plan.OwnerOf(id) is not { } owner)
            return null;
        var after = On(owner);
        if (after != owner && HeaderEntry.VersionOf(owner) != version)
            return null;
        return plan with { Owners = [.. plan.Owners.Select(o => o.Id == id ? after : o)] };
    }

    /// <summary>The plan with one owner more; the same plan where this owner is there: the same press twice adds one.</summary>
    public PlanHeader AddedTo(PlanHeader plan)
    {
        var added = On(new Owner { Id = Free(plan) });
        return plan.Owners.Any(o => (o with { Id = added.Id }) == added) ? plan : plan with { Owners = [.. plan.Owners, added] };
    }

    /// <summary>What is stored in the history: names of fields, never an address.</summary>
    public string Said(Owner before)
    {
        var after = On(before);
        (string Field, bool IsOther)[] fields =
        [
            ("name", before.Name != after.Name), ("role", before.Role != after.Role), ("address", before.Email != after.Email),
            ("public name", before.PublicName != after.PublicName), ("deputy", before.Deputy != after.Deputy),
            ("escalation", before.EscalateTo != after.EscalateTo),
        ];
        return $"Owner {before.Id}: {string.Join(", ", fields.Where(f => f.IsOther).Select(f => f.Field))} changed";
    }

    /// <summary>From a pointer of the plan to the input.</summary>
    public static FieldError OfField(FieldError error) =>
        error.Pointer.Split('/') is ["", "owners", _, var field] ? error with { Pointer = field } : error with { Pointer = "" };

    private string Free(PlanHeader plan)
    {
        var slug = Id.Slug(Name.Length > 0 ? Name : Role, most: 55) is { Length: > 0 } text ? text : "owner";
        return Enumerable.Range(1, plan.Owners.Count + 1)
            .Select(n => n == 1 ? slug : FormattableString.Invariant($"{slug}-{n}")).First(id => plan.OwnerOf(id) is null);
    }

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
