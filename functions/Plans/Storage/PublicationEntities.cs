using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>The columns of a publication. The recipe itself is compressed JSON over as many binary columns as it needs.</summary>
internal static class PublicationEntities
{
    private const int MaxColumn = 60_000;

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
        if (head is { Hash: { } hash, ContentHash: { } content, AsAt: { } asAt })
            (row["Hash"], row["ContentHash"], row["AsAt"]) = (hash, content, asAt);
        return row;
    }

    /// <summary>A row that a commit made before the first evaluation has only its fence.</summary>
    public static PublicationHead HeadFromEntity(TableEntity row) => row.GetString("EvaluatedOn") is { } evaluatedOn
        ? WholeHead(row, evaluatedOn)
        : PublicationHead.None with { Fence = row.GetString("Fence") };

    private static PublicationHead WholeHead(TableEntity row, string evaluatedOn) => new(
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
        NextDay = row.GetString("NextDay") is { } next ? DateOnly.ParseExact(next, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
    };

    public static TableEntity ToEntity(string plan, string key, Publication publication)
    {
        var row = new TableEntity(plan, key)
        {
            ["Sequence"] = publication.Sequence,
            ["Hash"] = publication.Hash,
            ["AsAt"] = publication.AsAt,
        };
        var recipe = Compress(HubJson.Store(publication));
        for (int at = 0, part = 1; at < recipe.Length; at += MaxColumn, part++)
            row[Column(part)] = recipe[at..Math.Min(at + MaxColumn, recipe.Length)];
        return row;
    }

    public static Publication RecipeFromEntity(TableEntity row)
    {
        using var recipe = new MemoryStream();
        for (var part = 1; row.GetBinary(Column(part)) is { } bytes; part++)
            recipe.Write(bytes);
        recipe.Position = 0;
        using var text = new StreamReader(new BrotliStream(recipe, CompressionMode.Decompress), Encoding.UTF8);
        return HubJson.Read<Publication>(text.ReadToEnd());
    }

    private static byte[] Compress(string text)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal))
            brotli.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }

    private static string Column(int part) => string.Create(CultureInfo.InvariantCulture, $"Recipe{part}");
}
