using System.Collections.Concurrent;
using HubFunctions.Tests.Updates;

namespace HubFunctions.Tests.Plans;

/// <summary>The hub's process dies at a request to storage: that one gets lost, on the way there or back, and none
/// follows.</summary>
internal sealed class Cuts(FaultyStorage storage)
{
    /// <summary>For <see cref="Support.CutPoints"/>: what is stored with a transaction is stored.</summary>
    public const string Commit = "$batch";

    /// <summary>Of a run that nothing cuts.</summary>
    public const int Never = int.MaxValue;

    private ConcurrentQueue<string> _names = [];
    private int _requests;

    /// <summary>Whether it came to the request at which the process was to die.</summary>
    public bool Struck { get; private set; }

    /// <summary>What was asked since a cut was set, such as <c>POST /account/$batch</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _names];

    /// <param name="at">Number of the request, from 1.</param>
    /// <param name="after">Whether it is carried out.</param>
    public void Set(int at, bool after)
    {
        (_requests, _names, Struck) = (0, [], false);
        storage.Decide = message =>
        {
            _names.Enqueue($"{message.Request.Method} {message.Request.Uri.Path}");
            var number = Interlocked.Increment(ref _requests);
            Struck |= number >= at;
            return number < at ? Fate.Delivered : number == at && after ? Fate.LostAfter : Fate.LostBefore;
        };
    }

    public void Clear() => storage.Decide = null;
}
