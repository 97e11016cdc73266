using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HubFunctions.Plans;

/// <summary>Files between the steps of an import, each under the session that sent it, for 24 hours. A session keeps its newest
/// five. A file that is
/// not whole is none.</summary>
public sealed class ImportDrafts(TableImports rows, TimeProvider clock) : IRetention, IErasablePlace
{
    public const int MaxWaiting = 5;
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private const string Root = "files/";
    private const string Data = "file";
    private const string Said = "draft.json";
    private const int IdBytes = 8;

    public string Name => "imports";

    public static bool IsId(string id) => id.Length == 2 * IdBytes && id.All(char.IsAsciiHexDigitLower);

    /// <summary>SHA-256, hex.</summary>
    public static string HashOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    public string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <param name="session">Id of the session.</param>
    /// <returns>Null when it is another session's, was deleted or is older than a day.</returns>
    public async Task<(ImportDraft Draft, byte[] File)?> FindAsync(string session, string id, CancellationToken stop)
    {
        if (!IsId(id) || await DraftAsync(Folder(session, id), stop) is not { } draft || draft.At + KeptFor <= clock.GetUtcNow())
            return null;
        return await rows.FindAsync(Folder(session, id) + Data, stop) is { } file && HashOf(file.ToArray()) == draft.FileHash
            ? (draft, file.ToArray())
            : null;
    }

    /// <summary>A file that comes first, or in the place of another one.</summary>
    public async Task SaveAsync(string session, ImportDraft draft, byte[] file, CancellationToken stop)
    {
        await DeleteOldestAsync(session, draft.Id, stop);
        await rows.SaveAsync(Folder(session, draft.Id) + Data, new BinaryData(file), stop);
        await SaveAsync(session, draft, stop);
    }

    /// <summary>What was said of a file that is there.</summary>
    public Task SaveAsync(string session, ImportDraft draft, CancellationToken stop) =>
        rows.SaveAsync(Folder(session, draft.Id) + Said, new BinaryData(HubJson.Store(draft)), stop);

    public Task DeleteAsync(string session, string id, CancellationToken stop) => DeleteFolderAsync(Folder(session, id), stop);

    /// <summary>All files of a session: it is over.</summary>
    public Task DeleteAsync(string session, CancellationToken stop) => DeleteFolderAsync(Folder(session), stop);

    public async Task<int> ExpireAsync(CancellationToken stop)
    {
        var gone = 0;
        foreach (var (folder, at) in await FoldersAsync(Root, stop))
        {
            if (at <= clock.GetUtcNow() - KeptFor)
                gone += await DeleteFolderAsync(folder, stop);
        }

        return gone;
    }

    /// <summary>Every file for the plan goes, since its comments and properties are read by nobody, and any other in which the
    /// text is found.</summary>
    public async Task<int> EraseAsync(TextErasure erasure, CancellationToken stop)
    {
        var gone = 0;
        foreach (var (folder, _) in await FoldersAsync(Root, stop))
        {
            if (await HoldsAsync(erasure, folder, stop))
                gone += await DeleteFolderAsync(folder, stop);
        }

        return gone;
    }

    private async Task<bool> HoldsAsync(TextErasure erasure, string folder, CancellationToken stop)
    {
        if (await DraftAsync(folder, stop) is not { } draft || await rows.FindAsync(folder + Data, stop) is not { } file)
            return true;
        if (draft.Plan == erasure.Plan || erasure.IsAnywhereIn(JsonNode.Parse(HubJson.Store(draft))))
            return true;
        var table = TableFile.Read(file.ToArray(), draft.IsWorkbook, null, Headings.Count);
        return table.Refusal is not null || table.Tables.Any(t => t.Rows.Any(r => r.Cells.Any(c => erasure.IsIn(c.Text))));
    }

    private async Task<ImportDraft?> DraftAsync(string folder, CancellationToken stop) =>
        await rows.FindAsync(folder + Said, stop) is { } json ? HubJson.Read<ImportDraft>(json.ToString()) : null;

    private async Task DeleteOldestAsync(string session, string except, CancellationToken stop)
    {
        var others = (await FoldersAsync(Folder(session), stop)).Where(f => f.Folder != Folder(session, except))
            .OrderByDescending(f => f.At);
        foreach (var (folder, _) in others.Skip(MaxWaiting - 1))
            await DeleteFolderAsync(folder, stop);
    }

    /// <summary>With when the oldest part of each was written.</summary>
    private async Task<List<(string Folder, DateTimeOffset At)>> FoldersAsync(string prefix, CancellationToken stop)
    {
        var folders = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var (name, at) in rows.ListAsync(prefix, stop))
        {
            var folder = name[..(name.LastIndexOf('/') + 1)];
            folders[folder] = folders.TryGetValue(folder, out var known) && known < at ? known : at;
        }

        return [.. folders.Select(f => (f.Key, f.Value))];
    }

    private async Task<int> DeleteFolderAsync(string folder, CancellationToken stop)
    {
        var gone = 0;
        await foreach (var (name, _) in rows.ListAsync(folder, stop))
            gone += await rows.DeleteAsync(name, stop) ? 1 : 0;
        return gone;
    }

    /// <summary>By a hash of the session, so that who reads the table is not signed in.</summary>
    private static string Folder(string session) =>
        $"{Root}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"import|{session}")))}/";

    private static string Folder(string session, string id) => $"{Folder(session)}{id}/";
}
