using System.Globalization;
using System.IO.Compression;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Office;

/// <summary>Rows of packs. A document is compressed and lies over as many rows as it needs behind its head, all within one
/// transaction.</summary>
internal static class PackEntities
{
    public const string LastRow = "last";

    /// <summary>Bytes of a compressed document: in base64 and with its neighbours it stays below the 4 MiB of a
    /// transaction.</summary>
    public const int MaxStored = 2_500_000;

    public static readonly string[] HeadColumns =
        ["PartitionKey", "RowKey", "Hash", "Digest", "At", "By", "Erased", "Erased2", "Erased3"];

    private const int ColumnBytes = 60_000;
    private const int Columns = 14;
    private const string Day = "yyyy-MM-dd";

    public static string HeadRow(DateOnly board, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"pack|{board:yyyy-MM-dd}|{number:D3}");

    /// <param name="part">From 1.</param>
    public static string PartRow(DateOnly board, int number, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{HeadRow(board, number)}|{part:D2}");

    public static string DraftRow(DateOnly board) => $"draft|{board.ToString(Day, CultureInfo.InvariantCulture)}";

    public static string Documents(string plan) => Range(plan, "pack|");

    public static string Drafts(string plan) => Range(plan, "draft|");

    public static string Document(string plan, DateOnly board, int number) => Range(plan, HeadRow(board, number));

    public static bool IsHead(TableEntity row) => row.RowKey.Split('|').Length == 3;

    public static DateOnly BoardOf(string row) => DateOnly.ParseExact(row.Split('|')[1], Day, CultureInfo.InvariantCulture);

    /// <summary>Whether a document can be stored.</summary>
    public static bool Fits(byte[] document) => Compress(document).Length <= MaxStored;

    /// <summary>The head first.</summary>
    public static IReadOnlyList<TableEntity> ToEntities(string plan, FrozenPack pack)
    {
        var head = pack.Head;
        var rows = new List<TableEntity>
        {
            new(plan, HeadRow(head.Board, head.Number))
            {
                ["Hash"] = head.Hash,
                ["Digest"] = head.Digest,
                ["At"] = head.At,
                ["By"] = head.By,
            },
        };
        if (head.Erased.Count > 0)
            LongText.Write(rows[0], "Erased", HubJson.Store(head.Erased));
        foreach (var chunk in Compress(pack.Document).Chunk(ColumnBytes * Columns))
        {
            var row = new TableEntity(plan, PartRow(head.Board, head.Number, rows.Count));
            var column = 0;
            foreach (var part in chunk.Chunk(ColumnBytes))
                row[Column(column++)] = part;
            rows.Add(row);
        }

        return rows;
    }

    /// <returns>Null where there is no head.</returns>
    public static FrozenPack? FromEntities(IReadOnlyList<TableEntity> rows)
    {
        if (rows.FirstOrDefault(IsHead) is not { } head)
            return null;
        using var stored = new MemoryStream();
        foreach (var row in rows.Where(r => !IsHead(r)))
        {
            for (var column = 0; row.GetBinary(Column(column)) is { } part; column++)
                stored.Write(part);
        }

        return new(HeadFromEntity(head), Expand(stored.ToArray())) { Rows = rows.Count };
    }

    public static PackHead HeadFromEntity(TableEntity row) => new(
        BoardOf(row.RowKey), int.Parse(row.RowKey.Split('|')[2], CultureInfo.InvariantCulture), row.GetString("Hash"),
            row.GetString("Digest"),
        row.GetDateTimeOffset("At")!.Value, row.GetString("By"),
        LongText.Read(row, "Erased") is { } erased ? HubJson.Read<IReadOnlyList<PackErased>>(erased) : [], row.ETag.ToString());

    public static TableEntity ToEntity(string plan, DateOnly? last) =>
        new(plan, LastRow) { ["Board"] = last?.ToString(Day, CultureInfo.InvariantCulture) };

    public static LastPack LastFromEntity(TableEntity row) => new(
        row.GetString("Board") is { } day ? DateOnly.ParseExact(day, Day, CultureInfo.InvariantCulture) : null,
            row.ETag.ToString());

    public static TableEntity ToEntity(string plan, DateOnly board, PackDraft draft)
    {
        var row = new TableEntity(plan, DraftRow(board)) { ["IsFrozen"] = draft.IsFrozen };
        // What is frozen stands in the pack.
        LongText.Write(row, "Decisions", draft.IsFrozen ? "[]" : HubJson.Store(draft.Decisions));
        return row;
    }

    public static PackDraft DraftFromEntity(TableEntity row) => new(
        HubJson.Read<IReadOnlyList<string>>(LongText.Read(row, "Decisions") ?? "[]"), row.GetBoolean("IsFrozen") == true,
            row.ETag.ToString());

    private static byte[] Compress(byte[] document)
    {
        using var stored = new MemoryStream();
        using (var zip = new GZipStream(stored, CompressionLevel.Optimal))
            zip.Write(document);
        return stored.ToArray();
    }

    private static byte[] Expand(byte[] stored)
    {
        using var document = new MemoryStream();
        using (var zip = new GZipStream(new MemoryStream(stored), CompressionMode.Decompress))
            zip.CopyTo(document);
        return document.ToArray();
    }

    private static string Range(string plan, string prefix) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {plan} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");

    private static string Column(int column) => string.Create(CultureInfo.InvariantCulture, $"Part{column}");
}
