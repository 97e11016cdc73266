using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>By which a snapshot of one schema is made. Those of an old schema never change: a rebuild must give the same
/// bytes.</summary>
/// <param name="Reason">Why a text has to wait; null when it may go out.</param>
/// <param name="ReasonOfId">The same for a measure's id.</param>
/// <param name="IsSmallCount">By value, unit and name of a measure.</param>
/// <param name="AsPublished">Whether texts are judged cleaned and cut, as they go out.</param>
/// <param name="CountsDeliverables">Whether there are totals over the items that have none below them.</param>
public sealed record PublicRules(
    string Schema,
    Func<string, string?> Reason,
    Func<string, string?> ReasonOfId,
    Func<decimal?, string?, string, bool> IsSmallCount,
    bool AsPublished,
    bool CountsDeliverables)
{
    /// <summary>Whether the office may decide on held texts, and the last cleared sentence stays up.</summary>
    public bool HasDecisions => CountsDeliverables;

    /// <summary>Whether the plan's terms of publication are part of it.</summary>
    public bool TellsTerms => CountsDeliverables;

    public static readonly PublicRules First = new(
        "snapshot/1",
        Disclosure.Reason,
        _ => null,
        Disclosure.IsSmallCount,
        AsPublished: false,
        CountsDeliverables: false);

    public static readonly PublicRules Current = new(
        Snapshot.CurrentSchema,
        DisclosureGuard.Reason,
        DisclosureGuard.ReasonOfId,
        DisclosureGuard.IsSmallCount,
        AsPublished: true,
        CountsDeliverables: true);

    /// <param name="schema">Null for a publication that was stored before schemas were noted.</param>
    /// <exception cref="InvalidDataException">A schema that this version does not know: a newer one wrote it.</exception>
    public static PublicRules Of(string? schema) => schema switch
    {
        null or "snapshot/1" => First,
        Snapshot.CurrentSchema => Current,
        _ => throw new InvalidDataException($"This version of the hub makes no snapshots of schema {schema}."),
    };
}
