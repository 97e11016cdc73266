using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>The hub's process dies at a request to storage: that one gets lost, on the way there or back, and none follows.</summary>
internal sealed class Cuts(FaultyStorage storage)
{
    private int _requests;

    /// <summary>Whether it came to the request at which the process was to die.</summary>
    public bool Struck { get; private set; }

    /// <param name="at">Number of the request, from 1.</param>
    /// <param name="after">Whether it is carried out.</param>
    public void Set(int at, bool after)
    {
        (_requests, Struck) = (0, false);
        storage.Decide = _ =>
        {
            var number = Interlocked.Increment(ref _requests);
            Struck |= number >= at;
            return number < at ? Fate.Delivered : number == at && after ? Fate.LostAfter : Fate.LostBefore;
        };
    }

    public void Clear() => storage.Decide = null;
}
