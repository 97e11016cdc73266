using System.Collections.ObjectModel;

namespace HubFunctions.Snapshots;

/// <summary>What this process published last of some plans, so that the next publication of one need not read it.</summary>
/// <remarks>Invariant: it is found only by the hash of the newest snapshot and by the fence under which that came out, so neither
/// a publication of another process nor an erasure, which both move the end of the chain, is overlooked.</remarks>
public sealed class LastPublished
{
    /// <summary>Of all that is kept: about 1 KiB each.</summary>
    private const int MaxItems = 40_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string? Fence, Told Told)> _plans = new(StringComparer.Ordinal);
    private int _items;

    public Told? Find(string plan, string? hash, string? fence)
    {
        lock (_lock)
            return _plans.TryGetValue(plan, out var kept) && kept.Told.Snapshot.Hash == hash && kept.Fence == fence
                ? kept.Told
                : null;
    }

    public void Keep(string plan, string? fence, Told told)
    {
        lock (_lock)
        {
            if (_plans.Remove(plan, out var before))
                _items -= before.Told.Count;
            if (_items + told.Count > MaxItems)
            {
                _plans.Clear();
                _items = 0;
            }

            if (told.Count > MaxItems)
                return;
            _plans[plan] = (fence, told);
            _items += told.Count;
        }
    }
}

/// <summary>A snapshot and what its files tell of the past.</summary>
/// <param name="Start">With which "what has changed" begins.</param>
public sealed record Told(Snapshot Snapshot, ChangeLog ChangeLog, Snapshot Start)
{
    /// <summary>ETags of the items' pages that this process has written, by name. Invariant: they are used only by a run that
    /// moved the end of the chain from this snapshot after it found them here, so that none is of a page which a newer run
    /// wrote.</summary>
    public IReadOnlyDictionary<string, string> Pages { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public int Count => Snapshot.Items.Count + Start.Items.Count;
}
