using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>How the pages say things: British dates, plain words.</summary>
internal static class Say
{
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly? day) => day is { } known ? Day(known) : "no date";

    public static string Standing(Standing standing) => Snapshots.Words.Of(standing);

    /// <summary>Colour of a tag; the word beside it says the same.</summary>
    public static string Tag(Standing standing) => "govuk-tag " + standing switch
    {
        Plans.Standing.Complete => "govuk-tag--green",
        Plans.Standing.OnTrack => "govuk-tag--turquoise",
        Plans.Standing.AtRisk => "govuk-tag--yellow",
        Plans.Standing.OffTrack => "govuk-tag--red",
        Plans.Standing.NotReported => "govuk-tag--purple",
        _ => "govuk-tag--grey",
    };

    /// <summary>Name of a dated step.</summary>
    public static string Step(Milestone milestone) => milestone.Label.Length > 0 ? milestone.Label : milestone.Type switch
    {
        Timescales.MilestoneType.Start => "Start",
        Timescales.MilestoneType.Complete => "Completion",
        _ => "Review",
    };

    public static string? Number(decimal? number) =>
        number?.ToString("#,0.############################", CultureInfo.InvariantCulture);

    /// <summary>What a status word says on the two axes.</summary>
    public static string Meaning(Lifecycle? lifecycle, Health? health) => (lifecycle, health) switch
    {
        ({ } stage, null) => Snapshots.Words.Of(stage),
        (null, { } state) => Of(state),
        ({ } stage, { } state) => $"{Snapshots.Words.Of(stage)}, {Of(state)}",
        _ => "Nothing",
    };

    public static string Of(Health health) => health switch
    {
        Health.OnTrack => "On track",
        Health.AtRisk => "At risk",
        Health.OffTrack => "Off track",
        Health.NotReported => "Not reported",
        _ => "Not applicable",
    };

    /// <summary>An owner to choose, with what speaks against it.</summary>
    public static string Reachable(PlanHeader plan, Owner owner) =>
        Owner(plan, owner.Id) + (owner.Email is { Length: > 0 } ? "" : " (no address)");

    public static string Owner(PlanHeader plan, string? id) =>
        plan.OwnerOf(id) is { } owner ? owner.Name ?? owner.Role ?? owner.Id : id ?? "nobody";
}
