using System.Globalization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>One change of many items as it was entered. Pure.</summary>
/// <param name="Change">owner, date or shift; empty before somebody chose.</param>
/// <param name="Owner">Id; empty for nobody.</param>
/// <param name="By">How far, in <paramref name="Unit"/>; below nought is earlier.</param>
public sealed record BulkForm(string Change, string Owner, string Date, string By, string Unit, string Reason)
{
    /// <summary>Units, with the furthest that one shift goes.</summary>
    public static readonly IReadOnlyDictionary<string, int> Units =
        new Dictionary<string, int>(StringComparer.Ordinal) { ["days"] = 3_650, ["weeks"] = 520, ["months"] = 120 };

    public static readonly BulkForm Empty = new("", "", "", "", "months", "");

    public static BulkForm Of(IFormCollection form)
    {
        string Field(string name) => OneLine.Of(form[name].ToString());
        return new(Field("change"), Field("new-owner"), Field("date"), Field("by"), Field("unit"), Field("reason"));
    }

    /// <summary>For hidden inputs.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
        [("change", Change), ("new-owner", Owner), ("date", Date), ("by", By), ("unit", Unit), ("reason", Reason)];

    public (BulkChange? Change, IReadOnlyList<FieldError> Errors) Read(PlanHeader plan)
    {
        var errors = new List<FieldError>();
        var change = new BulkChange(Reason);
        switch (Change)
        {
            case "owner" when Owner.Length == 0 || plan.OwnerOf(Owner) is not null:
                change = change with { Owner = Owner };
                break;
            case "owner":
                errors.Add(new("new-owner", "unknown", "Choose one of the plan’s owners"));
                break;
            case "date" when TypedDay.Read(Date) is { } day:
                change = change with { Day = day };
                break;
            case "date":
                errors.Add(
                    new("date", "not-a-date", "Give the approved date with day, month and year, such as 30 September 2022"));
                break;
            case "shift" when IsShift(out var by):
                change = change with { By = by, Unit = Unit };
                break;
            case "shift":
                errors.Add(new("by", "not-a-number", "Give how far to shift as a whole number, such as 3, or -2 for earlier"));
                break;
            default:
                errors.Add(new("change-owner", "required", "Choose what to change"));
                break;
        }

        if (Reason.Length == 0)
            errors.Add(new("reason", "required", "Give the reason: it stands in the history of each item"));
        if (Reason.Length > PlanLimits.Text)
            errors.Add(new("reason", "too-long", $"The reason has at most {PlanLimits.Text} characters"));
        return errors.Count > 0 ? (null, errors) : (change, []);
    }

    private bool IsShift(out int by) =>
        int.TryParse(By, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out by)
        && by != 0 && Units.TryGetValue(Unit, out var furthest) && by >= -furthest && by <= furthest;
}
