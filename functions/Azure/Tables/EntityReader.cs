using System.Globalization;
using System.Text.Json;

namespace HubFunctions.Azure.Tables;

/// <summary>Reads the service's JSON (odata=minimalmetadata) back into entities with the types they were written with.</summary>
internal static class EntityReader
{
    public static TableEntity ReadEntity(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return ReadEntity(ref reader);
    }

    public static List<TableEntity> ReadPage(ReadOnlySpan<byte> json)
    {
        var page = new List<TableEntity>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue)
                reader.Skip();
            else
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    page.Add(ReadEntity(ref reader));
        }

        return page;
    }

    private static TableEntity ReadEntity(ref Utf8JsonReader reader)
    {
        var entity = new TableEntity(16);
        string? typedName = null;
        var type = EdmType.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name.EndsWith("@odata.type", StringComparison.Ordinal))
            {
                typedName = name[..^"@odata.type".Length];
                type = ReadType(ref reader);
                if (entity.TryGetValue(typedName, out var early) && early is string text)
                    entity[typedName] = Convert(text, type);
            }
            else if (name is TableEntity.ETagName)
            {
                entity[name] = reader.GetString();
            }
            else if (name is nameof(TableEntity.Timestamp))
            {
                entity[name] = Convert(reader.GetString()!, EdmType.DateTime);
            }
            else if (!name.StartsWith("odata.", StringComparison.Ordinal) && reader.TokenType != JsonTokenType.Null)
            {
                entity[name] = ReadValue(ref reader, name == typedName ? type : EdmType.None);
            }
        }

        return entity;
    }

    private static EdmType ReadType(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("Edm.Int64"u8) ? EdmType.Int64
        : reader.ValueTextEquals("Edm.DateTime"u8) ? EdmType.DateTime
        : reader.ValueTextEquals("Edm.Guid"u8) ? EdmType.Guid
        : reader.ValueTextEquals("Edm.Binary"u8) ? EdmType.Binary
        : reader.ValueTextEquals("Edm.Double"u8) ? EdmType.Double
        : EdmType.None;

    private static object? ReadValue(ref Utf8JsonReader reader, EdmType type) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => ReadNumber(ref reader, type),
        JsonTokenType.String when type == EdmType.Binary => reader.GetBytesFromBase64(),
        JsonTokenType.String => Convert(reader.GetString()!, type),
        _ => throw new JsonException("A table entity holds values only, no arrays or objects."),
    };

    // Without an annotation a whole number is Edm.Int32 and one with a point or exponent is Edm.Double.
    private static object ReadNumber(ref Utf8JsonReader reader, EdmType type)
    {
        if (type == EdmType.Int64 && reader.TryGetInt64(out var large))
            return large;
        return type == EdmType.None && reader.TryGetInt32(out var number) && reader.ValueSpan.IndexOfAny(".eE"u8) < 0
            ? (object)number
            : reader.GetDouble();
    }

    private static object Convert(string text, EdmType type) => type switch
    {
        EdmType.Int64 => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        EdmType.DateTime => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        EdmType.Guid => Guid.Parse(text),
        EdmType.Binary => System.Convert.FromBase64String(text),
        EdmType.Double => text switch
        {
            "NaN" => double.NaN,
            "Infinity" or "INF" => double.PositiveInfinity,
            "-Infinity" or "-INF" => double.NegativeInfinity,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        },
        _ => text,
    };

    private enum EdmType
    {
        None,
        Int64,
        Double,
        DateTime,
        Guid,
        Binary,
    }
}
