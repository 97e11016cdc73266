using System.Collections.Concurrent;

namespace HubFunctions.Updates;

/// <summary>What messages this instance has lately accepted, so that an id used again with another body is refused even where the second body
/// is for another plan, whose rows say nothing of the first. Within a plan, storage decides.</summary>
public sealed class RecentMessages
{
    private const int Max = 50_000;
    private readonly ConcurrentDictionary<(string Partner, string Key), Entry> _entries = [];
    private readonly ConcurrentQueue<(string Partner, string Key)> _order = [];

    /// <returns>Null when the key is known, or on its way, with another body.</returns>
    public Claim? TryClaim(string partner, string key, string bodyHash)
    {
        while (true)
        {
            var entry = _entries.GetOrAdd((partner, key), _ => new Entry(bodyHash));
            lock (entry)
            {
                if (entry.IsGone)
                    continue;
                if (entry.BodyHash != bodyHash)
                    return null;
                entry.Claims++;
                return new Claim(this, (partner, key), entry);
            }
        }
    }

    private void End((string Partner, string Key) key, Entry entry, bool stored)
    {
        lock (entry)
        {
            entry.Claims--;
            if (stored && !entry.IsStored)
            {
                entry.IsStored = true;
                _order.Enqueue(key);
            }
            else if (!entry.IsStored && entry.Claims == 0)
            {
                entry.IsGone = true;
                _entries.TryRemove(new(key, entry));
            }
        }

        while (_order.Count > Max && _order.TryDequeue(out var oldest))
            _entries.TryRemove(oldest, out _);
    }

    internal sealed class Entry(string bodyHash)
    {
        public string BodyHash => bodyHash;
        public int Claims { get; set; }
        public bool IsStored { get; set; }
        public bool IsGone { get; set; }
    }

    /// <summary>Held while a message is on its way; it leaves no trace unless something of it was stored.</summary>
    public sealed class Claim : IDisposable
    {
        private readonly RecentMessages _messages;
        private readonly (string Partner, string Key) _key;
        private readonly Entry _entry;

        internal Claim(RecentMessages messages, (string Partner, string Key) key, Entry entry) => (_messages, _key, _entry) = (messages, key, entry);

        public bool Stored { get; set; }

        public void Dispose() => _messages.End(_key, _entry, Stored);
    }
}
