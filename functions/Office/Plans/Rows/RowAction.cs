using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>What is done about an item in the row of the list that a line of Today opens. Pure.</summary>
/// <param name="Address">Of the page where it is done; of the row's own form where that takes it.</param>
/// <param name="Says">What the link says; null where the row has a form.</param>
public sealed record RowAction(string Address, string? Says)
{
    /// <summary>Field by which a form of a row comes back to its list.</summary>
    public const string Back = "back";

    public const string Unowned = "unowned";
    public const string NoAddress = "no-address";

    public bool IsForm => Says is null;

    /// <returns>Null where the list has none.</returns>
    public static RowAction? Of(PlanHeader plan, PlanItem item, string list)
    {
        var (people, self) = ($"/office/people/{plan.Id}", $"/office/plans/{plan.Id}/items/{item.Id}");
        return list switch
        {
            Unowned => plan.Owners.Count > 0 ? new(self, null) : new(people, "Add an owner to the plan first"),
            NoAddress => plan.OwnerOf(item.Definition.Owner) is { } owner
                ? new($"{people}/{Uri.EscapeDataString(owner.Id)}", null) : new(self, "Choose another owner"),
            "silent" => new($"/office/plans/{plan.Id}/rounds", "Ask in a round"),
            "contradictory" => new(self, "Approve another date"),
            "undated" => new(self, "Say what its words mean"),
            "annual-council" => new($"/office/plans/{plan.Id}/publishing", "Enter the day of the meeting"),
            _ => null,
        };
    }

    /// <summary>The list that a form came from; null where it came from elsewhere.</summary>
    public static string? ListOf(IFormCollection form) =>
        form[Back].ToString() is var list && list is Unowned or NoAddress ? list : null;

    public static string AddressOf(string plan, string list) => $"/office/plans/{plan}?show={list}&done={list}";
}
