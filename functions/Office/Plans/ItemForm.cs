using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>The change form of an item: what it shows, and the change that it asks for. Pure.</summary>
/// <param name="Values">By the names of the inputs.</param>
public sealed record ItemForm(IReadOnlyDictionary<string, string> Values)
{
    public const string Version = "version";

    private const string Approved = "approved-";

    public string this[string name] => Values.GetValueOrDefault(name, "");

    public static string ApprovedOf(string milestone) => Approved + milestone;

    /// <summary>Name of the hidden input with the value that the page showed.</summary>
    public static string SeenOf(string name) => "seen-" + name;

    /// <summary>The item as it is.</summary>
    public static ItemForm Of(PlanItem item)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["owner"] = item.Definition.Owner ?? "",
            ["meaning"] = item.State.Reading.Override?.Text ?? "",
            ["reason"] = "",
        };
        foreach (var milestone in item.State.Milestones)
            values[ApprovedOf(milestone.Id)] = milestone.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
        return new(values);
    }

    /// <summary>The item as it is, with what somebody entered over it: what they left as they saw it follows the item.</summary>
    public ItemForm With(IFormCollection sent) =>
        new(Values.ToDictionary(v => v.Key, v => Changed(sent, v.Key) ?? v.Value, StringComparer.Ordinal));

    /// <summary>Only what somebody changed is asked for.</summary>
    public (ItemChanges Changes, IReadOnlyList<FieldError> Errors) Read(IFormCollection sent)
    {
        var errors = new List<FieldError>();
        var approved = new Dictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var name in Values.Keys.Where(name => name.StartsWith(Approved, StringComparison.Ordinal)))
        {
            if (Changed(sent, name) is not { } text)
                continue;
            if (TypedDay.TryRead(text, out var day))
                approved[name[Approved.Length..]] = day;
            else
                errors.Add(new(name, "not-a-date", "Give the approved date with day, month and year, such as 30 September 2022"));
        }

        var changes = new ItemChanges { Approved = approved.Count > 0 ? approved : null, Reason = Changed(sent, "reason") };
        if (Changed(sent, "owner") is { } owner)
            changes = changes with { Owner = owner };
        if (Changed(sent, "meaning") is { } meaning)
            changes = changes with { Meaning = meaning };
        return (changes, errors);
    }

    /// <summary>What the form of a row that gives an owner has to say.</summary>
    public static IReadOnlyList<FieldError> MissingInRow(IFormCollection sent)
    {
        var errors = new List<FieldError>();
        if (sent["owner"].ToString().Trim().Length == 0)
            errors.Add(new("owner", "required", "Choose who is to own it"));
        if (sent["reason"].ToString().Trim().Length == 0)
            errors.Add(new("reason", "required", "Give the reason: it stands in the item’s history"));
        return errors;
    }

    /// <returns>Null where it is as the page showed it.</returns>
    private string? Changed(IFormCollection sent, string name)
    {
        var text = sent.ContainsKey(name) ? sent[name].ToString().Trim() : null;
        var seen = sent.ContainsKey(SeenOf(name)) ? sent[SeenOf(name)].ToString() : this[name];
        return text == seen ? null : text;
    }

    /// <summary>From a pointer of <see cref="ItemChanges"/> to the input.</summary>
    public static FieldError OfField(FieldError error) =>
        error with { Pointer = error.Pointer.TrimStart('/').Replace("approved/", Approved, StringComparison.Ordinal) };
}
