using System.Collections.Concurrent;
using HubFunctions.Plans;
using HubFunctions.Snapshots;

namespace HubFunctions.Tests.Snapshots;

/// <summary>Lets a number of writes through and then dies, before or after the write that is one too many.</summary>
internal sealed class Faults
{
    /// <summary>What the names of writes contain after which something counts as stored: the link, the start and the end of what
    /// readers see.</summary>
    public static readonly string[] Commits = [FaultyChain.Link, "/trail.json", "/latest.json"];

    private int _left = int.MaxValue;
    private bool _after;
    private ConcurrentQueue<string> _writes = [];
    private TaskCompletionSource? _paused;
    private TaskCompletionSource? _goOn;

    public bool Struck { get; private set; }

    /// <summary>The names of what was written since writes were last let through: files, and
    /// <see cref="FaultyChain.Link"/>.</summary>
    public IReadOnlyList<string> Writes => [.. _writes];

    /// <summary>Lets a number of writes through, then holds the next one until <see cref="GoOn"/>.</summary>
    /// <returns>Completes when a write is held.</returns>
    public Task PauseAfter(int writes)
    {
        (_left, _writes) = (writes, []);
        (_paused, _goOn) = (
            new(TaskCreationOptions.RunContinuationsAsynchronously),
            new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _paused.Task;
    }

    public void GoOn() => _goOn?.TrySetResult();

    public void Set(int writes, bool after) => (_left, _after, Struck, _writes) = (writes, after, false, []);

    public void Clear() => (_left, Struck) = (int.MaxValue, false);

    public async Task<T> WriteAsync<T>(string name, Func<Task<T>> write)
    {
        _writes.Enqueue(name);
        if (Interlocked.Decrement(ref _left) >= 0)
            return await write();
        if (_goOn is { } gate)
        {
            _paused!.TrySetResult();
            await gate.Task;
            return await write();
        }

        Struck = true;
        if (_after && _left == -1)
            await write();
        throw new IOException("The process died here.");
    }
}

internal sealed class FaultyFiles(BlobSnapshotFiles files, Faults faults) : ISnapshotFiles
{
    public Task<FileStamp?> FindAsync(string name, CancellationToken stop) => files.FindAsync(name, stop);

    public Task<(FileStamp Stamp, BinaryData Content)?> ReadAsync(string name, CancellationToken stop) =>
        files.ReadAsync(name, stop);

    public IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken stop) => files.ListAsync(prefix, stop);

    public Task<FileStamp?> TryWriteAsync(SnapshotFile file, long sequence, FileStamp? over, CancellationToken stop) =>
        faults.WriteAsync(file.Name, () => files.TryWriteAsync(file, sequence, over, stop));

    public Task<bool> TryDeleteAsync(string name, FileStamp over, CancellationToken stop) =>
        faults.WriteAsync(name, () => files.TryDeleteAsync(name, over, stop));
}

internal sealed class FaultyChain(TablePublicationChain chain, Faults faults) : IPublicationChain
{
    /// <summary>What a write to the chain is called.</summary>
    public const string Link = "the chain";

    public Task<PublicationState> StateAsync(string plan, CancellationToken stop) => chain.StateAsync(plan, stop);

    public Task<PublicationHead?> HeadAsync(string plan, CancellationToken stop) => chain.HeadAsync(plan, stop);

    public Task<PublicationState?> TryAddAsync(
        string plan,
        PublicationState seen,
        Publication next,
        DateOnly nextDay,
        string claim,
        SpanStart? span,
        CancellationToken stop) => faults.WriteAsync(Link, () => chain.TryAddAsync(plan, seen, next, nextDay, claim, span, stop));

    public Task<PublicationState?> TryNoteAsync(
        string plan,
        PublicationState seen,
        PublicationHead head,
        CancellationToken stop) => faults.WriteAsync(Link, () => chain.TryNoteAsync(plan, seen, head, stop));

    public Task NoteErasureAsync(string plan, long? sequence, ErasedFile file, CancellationToken stop) =>
        faults.WriteAsync(
            Link,
            async () =>
            {
                await chain.NoteErasureAsync(plan, sequence, file, stop);
                return true;
            });

    public Task<Publication?> FindAsync(string plan, long sequence, CancellationToken stop) =>
        chain.FindAsync(plan, sequence, stop);

    public Task<Publication?> AtAsync(string plan, DateTimeOffset instant, CancellationToken stop) =>
        chain.AtAsync(plan, instant, stop);

    public Task<Publication?> FirstCarryingAsync(string plan, string item, long sequence, CancellationToken stop) =>
        chain.FirstCarryingAsync(plan, item, sequence, stop);
}
