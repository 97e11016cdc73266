namespace HubFunctions.Plans;

/// <summary>The empty table for a plan: headings that the import knows, and nothing below them.</summary>
internal static class PlanTemplate
{
    public const string Name = "plan-template";

    public static readonly IReadOnlyList<IReadOnlyList<string>> Lines =
        [
            [
                "Reference",
                "Theme",
                "Deliverable",
                "Owner",
                "Owner role",
                "Owner email",
                "Partners",
                "By when",
                "Status",
                "Percent complete",
                "Progress"]];
}
