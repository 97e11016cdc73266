using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The columns of a publication. The recipe and the files are compressed JSON over as many binary columns as it
/// needs.</summary>
internal static class PublicationEntities
{
    private const int MaxColumn = 60_000;
    private const int MaxFiles = 400_000;

    public static TableEntity ToEntity(string plan, string key, PublicationHead head)
    {
        var row = new TableEntity(plan, key)
        {
            ["Sequence"] = head.Sequence,
            ["EvaluatedOn"] = head.EvaluatedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["Shown"] = head.Shown,
            ["Held"] = head.Held,
            ["Format"] = head.Format,
        };
        if (head.NextDay is { } next)
            row["NextDay"] = next.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (head.Fence is { } fence)
            row["Fence"] = fence;
        if (head.Seen is { } seen)
            row["FenceSeen"] = seen;
        if (head is { Hash: { } hash, AsAt: { } asAt })
            (row["Hash"], row["AsAt"]) = (hash, asAt);
        if (head.ContentHash is { } content)
            row["ContentHash"] = content;
        if (head.OnHold)
            row["OnHold"] = true;
        if (head.Claim is { } claim)
            row["Claim"] = claim;
        if (head.Span is { } span)
            row["Span"] = HubJson.Store(span);
        // Too many to keep are as good as unknown.
        if (head.Files is { } files && Compress(HubJson.Store(files)) is { Length: <= MaxFiles } kept)
            Write(row, "Files", kept);
        return row;
    }

    /// <summary>A row that a commit made before the first evaluation has only its fence.</summary>
    public static PublicationHead HeadFromEntity(TableEntity row) => row.GetString("EvaluatedOn") is { } evaluatedOn
        ? WholeHead(row, evaluatedOn)
        : PublicationHead.None with { Fence = row.GetString("Fence") };

    private static PublicationHead WholeHead(TableEntity row, string evaluatedOn) =>
        new(
            row.GetInt64("Sequence") ?? 0,
            row.GetString("Hash"),
            row.GetDateTimeOffset("AsAt"),
            row.GetString("ContentHash"),
            DateOnly.ParseExact(evaluatedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            row.GetBoolean("Shown") ?? false,
            row.GetInt32("Held") ?? 0,
            row.GetString("Fence"),
            row.GetString("FenceSeen"))
        {
            Format = row.GetInt32("Format") ?? 0,
            OnHold = row.GetBoolean("OnHold") ?? false,
            Claim = row.GetString("Claim"),
            Span = row.GetString("Span") is { } span ? HubJson.Read<SpanStart>(span) : null,
            Files = Read(row, "Files") is { } files ? HubJson.Read<List<WrittenFile>>(files) : null,
            NextDay = row.GetString("NextDay") is { } next
                ? DateOnly.ParseExact(next, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                : null,
        };

    public static TableEntity ToEntity(string plan, string key, Publication publication)
    {
        var row = new TableEntity(plan, key)
        {
            ["Sequence"] = publication.Sequence,
            ["Hash"] = publication.Hash,
            ["AsAt"] = publication.AsAt,
        };
        Write(row, "Recipe", Compress(HubJson.Store(publication)));
        return row;
    }

    public static Publication RecipeFromEntity(TableEntity row) =>
        HubJson.Read<Publication>(Read(row, "Recipe") ?? throw new InvalidDataException($"{row.RowKey} holds no recipe."));

    private static void Write(TableEntity row, string name, byte[] content)
    {
        for (int at = 0, part = 1; at < content.Length; at += MaxColumn, part++)
            row[Column(name, part)] = content[at..Math.Min(at + MaxColumn, content.Length)];
    }

    private static string? Read(TableEntity row, string name)
    {
        using var content = new MemoryStream();
        for (var part = 1; row.GetBinary(Column(name, part)) is { } bytes; part++)
            content.Write(bytes);
        if (content.Length == 0)
            return null;
        content.Position = 0;
        using var text = new StreamReader(new BrotliStream(content, CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd();
    }

    private static byte[] Compress(string text)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }

    private static string Column(string name, int part) => string.Create(CultureInfo.InvariantCulture, $"{name}{part}");
}
