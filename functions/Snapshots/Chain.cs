using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using HubFunctions.Plans;

namespace HubFunctions.Snapshots;

/// <summary>Links snapshots by hash: each names the one before, so that a changed byte anywhere shows.</summary>
public static class Chain
{
    /// <param name="before">The newest snapshot's place in the chain; null for the first.</param>
    /// <param name="now">Not before the newest snapshot's own time.</param>
    /// <param name="erasures">Of files that an erasure has changed; null for none.</param>
    /// <param name="schema">Of the rules that made the content.</param>
    /// <exception cref="ArgumentOutOfRangeException">Time in the chain never runs backwards.</exception>
    public static Snapshot Append(
        PublicContent content,
        ChainLink? before,
        DateTimeOffset now,
        IReadOnlyList<ErasedFile>? erasures = null,
        string schema = Snapshot.CurrentSchema)
    {
        var asAt = WholeSeconds(now);
        if (asAt < before?.AsAt)
            throw new ArgumentOutOfRangeException(nameof(now), "A snapshot is never older than the one before.");
        var bare = new Snapshot(
            schema,
            content.Plan,
            asAt,
            (before?.Sequence ?? 0) + 1,
            before?.Hash,
            before?.File,
            "",
            content.Totals,
            content.Items)
        {
            Deliverables = content.Deliverables,
            Erasures = erasures,
        };
        return bare with { Hash = HashOf(JsonSerializer.SerializeToElement(bare, CanonicalJson.Options)) };
    }

    /// <summary>Hash of all but when and where in the chain: equal for two snapshots that say the same.</summary>
    public static string ContentHash(PublicContent content) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(content)));

    /// <summary>Whether a published file's bytes are canonical and its hash is its own.</summary>
    public static bool IsIntact(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            return CanonicalJson.WriteElement(json.RootElement).AsSpan().SequenceEqual(file.Span)
                && json.RootElement.TryGetProperty("hash", out var hash)
                && hash.ValueEquals(HashOf(json.RootElement));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    public static DateTimeOffset WholeSeconds(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    /// <summary>Where snapshots' immutable files lie, relative to the plan's folder.</summary>
    public const string Folder = "history/";

    /// <summary>Name of a snapshot's immutable file, relative to the plan's folder.</summary>
    public static string FileOf(DateTimeOffset asAt, string hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}{asAt.UtcDateTime:yyyyMMddTHHmmssZ}-{hash[..12]}.json");

    private static string HashOf(JsonElement snapshot) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteElement(snapshot, without: "hash")));
}

/// <summary>A snapshot's place in the chain.</summary>
public sealed record ChainLink(long Sequence, string Hash, DateTimeOffset AsAt)
{
    public string File => Chain.FileOf(AsAt, Hash);
}
