using System.Globalization;
using Azure.Data.Tables;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The rows of one entry: itself, more rows where what was sent is long, and one for each list in which it is found, newest first.</summary>
internal static class QuarantineEntities
{
    public const string Partition = "quarantine";
    private const int ColumnBytes = 64 * 1024;
    private const int ColumnsPerRow = 8;

    /// <summary>Characters of what stands beside the raw bytes in an entry's first row, so that the row keeps to 1 MiB.</summary>
    private const int MaxText = 200_000;

    public static string Entry(string id) => $"entry|{id}";

    public static string More(string id, int row) => string.Create(CultureInfo.InvariantCulture, $"more|{id}|{row:D2}");

    /// <param name="partner">Null for the list of all.</param>
    public static string List(string? partner) => partner is null ? "all|" : $"by|{partner}|";

    /// <summary>Lists run backwards in time.</summary>
    public static string Place(DateTimeOffset at) => (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static DateTimeOffset TimeOf(string place) =>
        new(DateTimeOffset.MaxValue.UtcTicks - long.Parse(place.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    public static IEnumerable<TableEntity> ToEntities(QuarantineEntry entry)
    {
        var place = $"{Place(entry.At)}|{entry.Id}";
        var first = new TableEntity(Partition, Entry(entry.Id)) { ["Place"] = place, ["Partner"] = entry.Partner, ["Bytes"] = entry.Raw.Length };
        LongText.Write(first, "Json", Text(entry with { Raw = [] }));
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
        yield return new TableEntity(Partition, List(null) + place) { ["Partner"] = entry.Partner };
        yield return new TableEntity(Partition, List(entry.Partner) + place);
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

    /// <summary>Every row of an entry that was read, for deleting it.</summary>
    public static IEnumerable<string> Keys(TableEntity first)
    {
        var id = first.RowKey[Entry("").Length..];
        yield return first.RowKey;
        for (var more = 1; more <= (first.GetInt32("Bytes") - 1) / (ColumnBytes * ColumnsPerRow); more++)
            yield return More(id, more);
        yield return List(null) + first.GetString("Place");
        yield return List(first.GetString("Partner")!) + first.GetString("Place");
    }

    public static QuarantineEntry FromEntities(TableEntity first, IEnumerable<TableEntity> more)
    {
        var raw = new MemoryStream();
        foreach (var row in more.Prepend(first))
        {
            for (var column = 0; row.GetBinary($"Raw{column}") is { } part; column++)
                raw.Write(part);
        }

        return HubJson.Read<QuarantineEntry>(LongText.Read(first, "Json")!) with { Raw = raw.ToArray() };
    }
}
