using System.Collections.Concurrent;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Partners as they were a moment ago, with what verifies them: an update costs no read of its partner.</summary>
public sealed class PartnerDirectory(TablePartnerStore store, PartnerKeys keys, TimeProvider clock)
{
    /// <summary>How long a change in another instance may take to be seen here, the read of the record included.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(8);

    /// <summary>When a revoked secret is refused everywhere. Invariant: no answer rests on a record whose read began longer ago
    /// than <see cref="Age"/>, which is less.</summary>
    public static readonly TimeSpan RevokedWithin = TimeSpan.FromSeconds(10);

    /// <summary>Before a refusal the record is read again, at most this often: another instance may have rotated, or given a word
    /// or a right.</summary>
    public static readonly TimeSpan AgeAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Reads that take longer than their result may be used before the partner is told to come again.</summary>
    private const int MaxReads = 3;
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <returns>Null when there is no such partner.</returns>
    /// <exception cref="StorageUnavailableException">Storage is unavailable.</exception>
    public async ValueTask<KnownPartner?> FindAsync(string id, TimeSpan age, CancellationToken stop)
    {
        for (var read = 1; read <= MaxReads; read++)
        {
            if (!_entries.TryGetValue(id, out var entry) || IsOlder(entry, age))
                entry = Reload(id, age);
            var partner = await ReadAsync(id, entry, stop);
            if (!IsOlder(entry, Age))
                return partner;
        }

        throw new StorageUnavailableException(503, $"Storage takes longer than {Age} to read a partner.");
    }

    public void Forget(string id) => _entries.TryRemove(id, out _);

    private Entry Reload(string id, TimeSpan age)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(id, out var entry) && !IsOlder(entry, age))
                return entry;
            if (_entries.Count >= MaxEntries)
                _entries.Clear();
            return _entries[id] = new Entry(clock.GetTimestamp(), ReadAsync(id));
        }
    }

    private bool IsOlder(Entry entry, TimeSpan age) => clock.GetElapsedTime(entry.ReadAt) > age;

    private async Task<KnownPartner?> ReadAsync(string id, Entry entry, CancellationToken stop)
    {
        try
        {
            return await entry.Partner.WaitAsync(stop);
        }
        catch when (entry.Partner.IsFaulted)
        {
            _entries.TryRemove(new(id, entry));
            throw;
        }
    }

    private async Task<KnownPartner?> ReadAsync(string id) =>
        await store.FindAsync(id, CancellationToken.None) is { Partner: var partner }
            ? new KnownPartner(partner, new StatusWords(partner.StatusWords), keys.Credentials(partner))
            : null;

    private sealed record Entry(long ReadAt, Task<KnownPartner?> Partner);
}

public sealed record KnownPartner(Partner Partner, StatusWords Words, IReadOnlyList<Credential> Credentials);
