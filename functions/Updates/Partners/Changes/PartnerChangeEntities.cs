using System.Globalization;
using Azure.Data.Tables;

namespace HubFunctions.Updates;

/// <summary>A change of a partner as columns of a row.</summary>
internal static class PartnerChangeEntities
{
    private const int ColumnBytes = 60_000;
    private const string Key = "ChangeKey";
    private const string At = "ChangeAt";

    /// <returns>Null where the row has none.</returns>
    public static StoredChange? From(TableEntity row, string partner)
    {
        if (row.GetString(Key) is not { } key || row.GetDateTimeOffset(At) is not { } at)
            return null;
        using var packed = new MemoryStream();
        for (var part = 0; row.TryGetValue(Name(part), out var value) && value is byte[] bytes; part++)
            packed.Write(bytes);
        return new(partner, key, at, packed.ToArray());
    }

    public static void Write(StoredChange change, TableEntity row)
    {
        (row[Key], row[At]) = (change.Key, change.At);
        var part = 0;
        foreach (var bytes in change.Packed.Chunk(ColumnBytes))
            row[Name(part++)] = bytes;
    }

    private static string Name(int part) => string.Create(CultureInfo.InvariantCulture, $"Change{part}");
}
