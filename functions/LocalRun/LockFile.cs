using System.Diagnostics.CodeAnalysis;

namespace HubFunctions.LocalRun;

/// <summary>A file that one process at a time holds open; the operating system lets go of it when that process ends.</summary>
public static class LockFile
{
    public static bool TryAcquire(string path, [NotNullWhen(true)] out FileStream? held)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            held = null;
            return false;
        }
    }

    /// <exception cref="TimeoutException">Another process held it all the while.</exception>
    public static async Task<FileStream> AcquireAsync(string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        FileStream? held;
        while (!TryAcquire(path, out held))
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
                throw new TimeoutException($"Another process has held {path} for {limit.TotalMinutes:0.#} minutes.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        return held;
    }
}
