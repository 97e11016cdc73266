using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace HubFunctions.Plans;

/// <summary>One row of a plan's partition as JSON: <c>{ "key": …, "columns": { … } }</c>. Numbers of 64 bits, instants and bytes
/// say their type.</summary>
internal static class BackupRow
{
    /// <param name="part">Of the plan, where the row lies outside its partition.</param>
    /// <param name="key">The file's own for it.</param>
    public static JsonObject Write(TableEntity row, string part, string key)
    {
        var json = Write(row);
        json["key"] = key;
        json.Insert(0, "part", part);
        return json;
    }

    public static JsonObject Write(TableEntity row)
    {
        var columns = new JsonObject();
        foreach (var (name, value) in row)
        {
            if (value is not null && !EntityLimits.IsSystemProperty(name) && name != TableBackupPart.Tag)
                columns[name] = Write(value);
        }

        return new JsonObject { ["key"] = row.RowKey, ["columns"] = columns };
    }

    /// <exception cref="FormatException">The JSON is not a row.</exception>
    public static TableEntity Read(string plan, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("key", out var key)
            || key.ValueKind != JsonValueKind.String
            || !json.TryGetProperty("columns", out var columns)
            || columns.ValueKind != JsonValueKind.Object)
            throw new FormatException("A row is an object with key and columns.");
        var row = new TableEntity(plan, key.GetString()!);
        foreach (var column in columns.EnumerateObject())
        {
            if (column.Name.Length == 0 || EntityLimits.IsSystemProperty(column.Name))
                throw new FormatException("A column has no name, or one that storage keeps for itself.");
            row[column.Name] = Read(column.Value);
        }

        return row;
    }

    private static JsonNode Write(object value) => value switch
    {
        string text => text,
        bool flag => flag,
        int number => number,
        long number => new JsonObject { ["long"] = number.ToString(CultureInfo.InvariantCulture) },
        DateTimeOffset at => new JsonObject { ["time"] = at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) },
        byte[] bytes => new JsonObject { ["bytes"] = Convert.ToBase64String(bytes) },
        _ => throw new InvalidOperationException("A plan's rows hold texts, numbers, flags, instants and bytes."),
    };

    private static object Read(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString()!;
            case JsonValueKind.True or JsonValueKind.False:
                return value.GetBoolean();
            case JsonValueKind.Number when value.TryGetInt32(out var number):
                return number;
            case JsonValueKind.Object
                when value.TryGetProperty("long", out var number)
                    && long.TryParse(
                        number.ToString(),
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out var parsed):
                return parsed;
            case JsonValueKind.Object
                when value.TryGetProperty("time", out var time)
                    && DateTimeOffset.TryParse(
                        time.ToString(),
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AdjustToUniversal,
                        out var at):
                return at;
            case JsonValueKind.Object
                when value.TryGetProperty("bytes", out var bytes)
                    && bytes.ValueKind == JsonValueKind.String
                    && bytes.TryGetBytesFromBase64(out var read):
                return read;
            default:
                throw new FormatException("A column holds something else than a text, a number, a flag, an instant or bytes.");
        }
    }
}
