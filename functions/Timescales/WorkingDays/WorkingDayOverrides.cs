using System.Collections.Frozen;

namespace HubFunctions.Timescales;

/// <summary>What proclamations and local closures change: days <paramref name="Closed"/> in addition to the rule, and days
/// <paramref name="Open"/> against it. A day in both sets is closed. Dates are Europe/London calendar dates.</summary>
public sealed record WorkingDayOverrides(IReadOnlySet<DateOnly> Closed, IReadOnlySet<DateOnly> Open)
{
    public static readonly WorkingDayOverrides None = new(FrozenSet<DateOnly>.Empty, FrozenSet<DateOnly>.Empty);
}
