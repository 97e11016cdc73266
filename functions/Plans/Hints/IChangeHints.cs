namespace HubFunctions.Plans;

/// <summary>Which plans may have changed lately, so that nobody has to ask each of them. Hints say too much, never too
/// little.</summary>
/// <remarks>Invariant: the first completed look that starts after a commit sees the commit's hint. See <see
/// cref="HintTimes"/>.</remarks>
public interface IChangeHints
{
    /// <summary>Before a commit, or for a plan that is to be looked at again. Storage is asked only where this process wrote no
    /// hint of the plan
    /// within <paramref name="freshFor"/>.</summary>
    /// <exception cref="StorageUnavailableException">No hint is written: nothing may be committed.</exception>
    Task WriteAsync(string plan, TimeSpan freshFor, CancellationToken stop);

    /// <summary>The plans to look at now, given when the last look that was completed had started: one storage request for up to
    /// 1,000.</summary>
    /// <param name="mark">UTC, the real clock, as it was before that look read its hints.</param>
    /// <returns>Null where that is so long ago that hints are gone: look at every plan.</returns>
    Task<IReadOnlyCollection<string>?> SinceAsync(DateTimeOffset mark, CancellationToken stop);
}
