using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HubFunctions.Azure.Tables;

/// <summary>An entity as the service's JSON, with a type annotation where JSON alone would lose the type.</summary>
internal static class EntityWriter
{
    private const string TypeSuffix = "@odata.type";
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
    private static readonly JsonWriterOptions AsciiOptions = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    // One writer a thread: entities are written without an await in between.
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    [ThreadStatic]
    private static Utf8JsonWriter? _asciiWriter;

    public static bool IsSystemProperty(string name) => name is nameof(TableEntity.PartitionKey)
        or nameof(TableEntity.RowKey) or nameof(TableEntity.Timestamp) or TableEntity.ETagName;

    public static string DateTimeText(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    public static void Write(IBufferWriter<byte> output, TableEntity entity) =>
        Write(_writer ??= new Utf8JsonWriter(output, Options), output, entity);

    /// <summary>
    /// With every letter beyond ASCII escaped: outside transactions Azurite decodes each piece of a body by itself and
    /// so stores a letter that two pieces share as U+FFFD (Azure/Azurite issue 2670).
    /// </summary>
    public static void WriteAscii(IBufferWriter<byte> output, TableEntity entity) =>
        Write(_asciiWriter ??= new Utf8JsonWriter(output, AsciiOptions), output, entity);

    private static void Write(Utf8JsonWriter writer, IBufferWriter<byte> output, TableEntity entity)
    {
        writer.Reset(output);
        try
        {
            writer.WriteStartObject();
            writer.WriteString("PartitionKey"u8, entity.PartitionKey);
            writer.WriteString("RowKey"u8, entity.RowKey);
            foreach (var (name, value) in entity)
                if (value is not null && !IsSystemProperty(name))
                    WriteProperty(writer, name, value);
            writer.WriteEndObject();
            writer.Flush();
        }
        finally
        {
            writer.Reset(Stream.Null);
        }
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteString(name, text);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int number:
                writer.WriteNumber(name, number);
                break;
            case long number:
                WriteType(writer, name, "Edm.Int64"u8);
                Span<byte> digits = stackalloc byte[20];
                number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
                writer.WriteString(name, digits[..length]);
                break;
            case double number:
                WriteType(writer, name, "Edm.Double"u8);
                WriteDouble(writer, name, number);
                break;
            case DateTimeOffset time:
                WriteType(writer, name, "Edm.DateTime"u8);
                writer.WriteString(name, DateTimeText(time));
                break;
            case Guid guid:
                WriteType(writer, name, "Edm.Guid"u8);
                writer.WriteString(name, guid);
                break;
            case byte[] bytes:
                WriteType(writer, name, "Edm.Binary"u8);
                writer.WriteBase64String(name, bytes);
                break;
            default:
                throw new ArgumentException($"Property {name} is a {value.GetType().Name}, which a table cannot hold.", nameof(value));
        }
    }

    private static void WriteDouble(Utf8JsonWriter writer, string name, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumber(name, number);
        else
            writer.WriteString(name, double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    private static void WriteType(Utf8JsonWriter writer, string name, ReadOnlySpan<byte> type)
    {
        Span<char> annotation = stackalloc char[EntityLimits.NameLength + TypeSuffix.Length];
        name.CopyTo(annotation);
        TypeSuffix.CopyTo(annotation[name.Length..]);
        writer.WriteString(annotation[..(name.Length + TypeSuffix.Length)], type);
    }
}
