namespace HubFunctions.Plans;

/// <summary>What was published when: receipts name the first snapshot that carries an update.</summary>
public interface IPublications
{
    /// <summary>Null while no snapshot carries this history number of an item.</summary>
    Task<PublishedIn?> FirstCarryingAsync(string plan, string item, long sequence, CancellationToken stop);
}

/// <param name="Sequence">The snapshot's own number.</param>
/// <param name="At">UTC, the hub's calendar.</param>
/// <param name="Url">The immutable snapshot file.</param>
public sealed record PublishedIn(long Sequence, DateTimeOffset At, string Hash, Uri Url);
