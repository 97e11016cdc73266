using System.Globalization;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Who changed what of a partner, before and after. Of secrets it has the number, never the secret.</summary>
public sealed record PartnerChange
{
    public required string Partner { get; init; }

    /// <summary>UTC, the hub's calendar.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><see cref="Acting.Name"/>.</summary>
    public required string By { get; init; }
    public required PartnerChangeKind Kind { get; init; }
    public required IReadOnlyList<PartnerField> Fields { get; init; }

    /// <summary>Plans on which it may report before or after: who is limited to others does not see the change.</summary>
    public required IReadOnlyList<string> Plans { get; init; }

    /// <param name="before">Null for one that is entered.</param>
    /// <returns>Null where nothing changes.</returns>
    public static PartnerChange? Of(Partner? before, Partner after, DateTimeOffset at, string by)
    {
        PartnerField[] fields =
        [
            .. Of("name", before?.Name, after.Name),
            .. Of("plan", before?.Plans ?? [], after.Plans),
            .. Of("item", before?.Items ?? [], after.Items),
            .. Of(before?.StatusWords, after.StatusWords),
            .. Of("number of the secret", Number(before?.Generation), Number(after.Generation)),
        ];
        return fields.Length == 0 ? null : new()
        {
            Partner = after.Id,
            At = at,
            By = by,
            Kind = KindOf(before, after),
            Fields = fields,
            Plans = [.. after.AllPlans().Union(before?.AllPlans() ?? [])],
        };
    }

    private static PartnerChangeKind KindOf(Partner? before, Partner after)
    {
        if (before is null)
            return PartnerChangeKind.Entered;
        if (before.Generation == after.Generation)
            return PartnerChangeKind.Changed;
        return after.Retired.Any(r => r.Generation == before.Generation) ? PartnerChangeKind.Rotated : PartnerChangeKind.Revoked;
    }

    private static IEnumerable<PartnerField> Of(string what, string? before, string? after) =>
        before == after ? [] : [new(what, before, after)];

    private static IEnumerable<PartnerField> Of(string what, IReadOnlyList<string> before, IReadOnlyList<string> after) =>
    [
        .. before.Except(after).Select(gone => new PartnerField(what, gone, null)),
        .. after.Except(before).Select(added => new PartnerField(what, null, added)),
    ];

    private static IEnumerable<PartnerField> Of(
        IReadOnlyDictionary<string, StatusMeaning>? before, IReadOnlyDictionary<string, StatusMeaning> after) =>
        after.Keys.Union(before?.Keys ?? []).SelectMany(
            word => Of($"word {word}", Meaning(before?.GetValueOrDefault(word)), Meaning(after.GetValueOrDefault(word))));

    private static string? Meaning(StatusMeaning? meaning) => meaning is null ? null : string.Join(
        ", ",
        new[] { meaning.Lifecycle?.ToString(), meaning.Health?.ToString() }.OfType<string>().Select(StatusWords.Name));

    private static string? Number(int? generation) => generation?.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none any more.</param>
public sealed record PartnerField(string What, string? Before, string? After);

public enum PartnerChangeKind
{
    Entered,

    /// <summary>Its name, rights or words.</summary>
    Changed,

    /// <summary>It got a new secret and token; the old ones work for a while.</summary>
    Rotated,

    /// <summary>It got a new secret and token, and the old ones ended at once.</summary>
    Revoked,
}
