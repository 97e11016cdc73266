using HubFunctions.Snapshots.Pages;

namespace HubFunctions.Snapshots;

/// <summary>Files at the root of the container that come with the application. Looked at once a process.</summary>
public sealed class SharedFiles(BlobSnapshotFiles files, PlanIndex index)
{
    public static readonly IReadOnlyList<(string Name, string Type)> All =
    [
        ("embed.js", "text/javascript; charset=utf-8"),
        ("embed.html", "text/html; charset=utf-8"),
        ("verify.html", "text/html; charset=utf-8"),
        ("404.html", "text/html; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("favicon.svg", "image/svg+xml"),
    ];

    private bool _kept;

    public async Task KeepAsync(CancellationToken stop)
    {
        if (_kept)
            return;
        await files.PrepareAsync(stop);
        foreach (var (name, type) in All)
        {
            var content = SnapshotAssets.Page(name);
            var there = await files.ReadAsync(name, stop);
            if (there is null || !there.Value.Content.ToMemory().Span.SequenceEqual(content))
                _ = await files.TryWriteAsync(
                    new SnapshotFile(name, type, content, "public, max-age=3600, stale-if-error=2592000"),
                    0,
                    there?.Stamp,
                    stop);
        }

        await index.KeepPageAsync(stop);
        _kept = true;
    }
}
