using System.Globalization;
using HubFunctions.Reminders;

namespace HubFunctions.Tests.Reminders;

/// <summary>The ledger's conditional writes in memory: an insert collides, a replace needs the ETag that was read.</summary>
internal sealed class MemoryLedger : IReminderLedger
{
    private readonly Dictionary<(DateOnly, string), LedgerRow> _rows = [];
    private readonly Dictionary<string, Bounce> _bounces = [];
    private SweepMark? _mark;
    private int _version;

    public IEnumerable<LedgerRow> Rows => _rows.Values;

    public Task<IReadOnlyList<LedgerRow>> ReadAsync(DateOnly from, DateOnly until, CancellationToken stop) =>
        Locked<IReadOnlyList<LedgerRow>>(() => [.. _rows.Values.Where(r => r.Day >= from && r.Day <= until)]);

    public Task<LedgerRow?> AddAsync(LedgerRow row, CancellationToken stop) => Locked(() =>
        _rows.ContainsKey((row.Day, row.Identity)) ? null : Store(row));

    public Task<LedgerRow?> ReplaceAsync(LedgerRow row, CancellationToken stop) => Locked(() =>
        _rows.TryGetValue((row.Day, row.Identity), out var known) && known.ETag == row.ETag ? Store(row) : null);

    public Task<LedgerState> StateAsync(CancellationToken stop) => Locked(() => new LedgerState(_mark, [.. _bounces.Values]));

    public Task MarkAsync(SweepMark mark, CancellationToken stop) => Locked(() => _mark = mark);

    public Task BounceAsync(Bounce bounce, CancellationToken stop) => Locked(() => _bounces[bounce.Identity] = bounce);

    public Task<bool> ClearBounceAsync(string identity, CancellationToken stop) => Locked(() => _bounces.Remove(identity));

    private LedgerRow Store(LedgerRow row) =>
        _rows[(row.Day, row.Identity)] = row with { ETag = (++_version).ToString(CultureInfo.InvariantCulture) };

    private Task<T> Locked<T>(Func<T> act)
    {
        lock (_rows)
            return Task.FromResult(act());
    }
}
