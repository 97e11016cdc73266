using System.Globalization;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The rows of one entry: itself, more rows where what was sent is long, and one for each list in which it is found,
/// newest first.</summary>
internal static class QuarantineEntities
{
    public const string Partition = "quarantine";
    private const int ColumnBytes = 64 * 1024;
    private const int ColumnsPerRow = 8;

    /// <summary>Characters of what stands beside the raw bytes in an entry's first row, so that the row keeps to 1 MiB.</summary>
    private const int MaxText = 200_000;

    public static string Entry(string id) => $"entry|{id}";

    public static string Right(string id, int row) => string.Create(CultureInfo.InvariantCulture, $"right|{id}|{row:D2}");

    public static string More(string id, int row) => string.Create(CultureInfo.InvariantCulture, $"more|{id}|{row:D2}");

    /// <summary>The list of what was corrected.</summary>
    public const string Corrected = "done|";

    /// <param name="partner">Null for the list of all.</param>
    public static string List(string? partner) => partner is null ? "all|" : $"by|{partner}|";

    /// <summary>Lists run backwards in time.</summary>
    public static string Place(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static DateTimeOffset TimeOf(string place) =>
        new(
            DateTimeOffset.MaxValue.UtcTicks - long.Parse(place.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture),
            TimeSpan.Zero);

    public static IEnumerable<TableEntity> ToEntities(QuarantineEntry entry)
    {
        var place = $"{Place(entry.At)}|{entry.Id}";
        var first = new TableEntity(Partition, Entry(entry.Id))
        {
            ["Place"] = place,
            ["Partner"] = entry.Partner,
            ["Bytes"] = entry.Raw.Length,
        };
        LongText.Write(
            first,
            "Json",
            Text(entry with { Raw = [], Correction = entry.Correction is { } c ? c with { Updates = [] } : null }));
        if (entry.Correction is { } correction)
            first["Corrected"] = correction.Updates.Length;
        var row = first;
        for (int at = 0, column = 0, more = 0; at < entry.Raw.Length; at += ColumnBytes, column++)
        {
            if (column == ColumnsPerRow)
            {
                yield return row;
                row = new TableEntity(Partition, More(entry.Id, ++more));
                column = 0;
            }

            row[$"Raw{column}"] = entry.Raw[at..Math.Min(at + ColumnBytes, entry.Raw.Length)];
        }

        yield return row;
        foreach (var right in Rights(entry))
            yield return right;
        if (entry.Correction is not null)
        {
            yield return new TableEntity(Partition, Corrected + place) { ["Partner"] = entry.Partner };
            yield break;
        }

        yield return new TableEntity(Partition, List(null) + place) { ["Partner"] = entry.Partner };
        yield return new TableEntity(Partition, List(entry.Partner) + place);
    }

    private static IEnumerable<TableEntity> Rights(QuarantineEntry entry)
    {
        var number = 0;
        foreach (var chunk in entry.Correction?.Updates.Chunk(ColumnBytes * ColumnsPerRow) ?? [])
        {
            var row = new TableEntity(Partition, Right(entry.Id, number++));
            var column = 0;
            foreach (var part in chunk.Chunk(ColumnBytes))
                row[$"Raw{column++}"] = part;
            yield return row;
        }
    }

    /// <summary>Errors may repeat a partner's words, many times over: as many are kept as fit.</summary>
    private static string Text(QuarantineEntry entry)
    {
        var text = HubJson.Store(entry);
        while (text.Length > MaxText && entry.Errors.Count > 1)
        {
            entry = entry with { Errors = [.. entry.Errors.Take(entry.Errors.Count / 2)] };
            text = HubJson.Store(entry);
        }

        return text;
    }

    /// <summary>Whether a row holds more of what was sent, or of its correction.</summary>
    public static bool IsPart(string key) =>
        key.StartsWith("more|", StringComparison.Ordinal) || key.StartsWith("right|", StringComparison.Ordinal);

    /// <summary>Every row of an entry that was read, for deleting it.</summary>
    public static IEnumerable<string> Keys(TableEntity first)
    {
        var id = first.RowKey[Entry("").Length..];
        yield return first.RowKey;
        for (var more = 1; more <= (first.GetInt32("Bytes") - 1) / (ColumnBytes * ColumnsPerRow); more++)
            yield return More(id, more);
        if (first.GetInt32("Corrected") is { } corrected)
        {
            for (var row = 0; row * ColumnBytes * ColumnsPerRow < corrected; row++)
                yield return Right(id, row);
            yield return Corrected + first.GetString("Place");
            yield break;
        }

        yield return List(null) + first.GetString("Place");
        yield return List(first.GetString("Partner")!) + first.GetString("Place");
    }

    public static QuarantineEntry FromEntities(TableEntity first, IReadOnlyList<TableEntity> more)
    {
        var entry = HubJson.Read<QuarantineEntry>(LongText.Read(first, "Json")!);
        var isRight = more.ToLookup(row => row.RowKey.StartsWith("right|", StringComparison.Ordinal));
        return entry with
        {
            Raw = Bytes(isRight[false].Prepend(first)),
            Correction = entry.Correction is { } correction ? correction with { Updates = Bytes(isRight[true]) } : null,
        };
    }

    private static byte[] Bytes(IEnumerable<TableEntity> rows)
    {
        var raw = new MemoryStream();
        foreach (var row in rows)
        {
            for (var column = 0; row.GetBinary($"Raw{column}") is { } part; column++)
                raw.Write(part);
        }

        return raw.ToArray();
    }
}
