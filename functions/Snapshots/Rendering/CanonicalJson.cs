using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubFunctions.Snapshots;

/// <summary>One byte sequence for one value (RFC 8785): keys sorted by UTF-16 code unit, no white space, numbers as ECMAScript
/// writes them.</summary>
public static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(c => (char)c),
        '"',
        '\\',
    ]);

    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new WholeSeconds() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
    };

    public static byte[] Write<T>(T value) => WriteElement(JsonSerializer.SerializeToElement(value, Options));

    /// <param name="without">A key of the outermost object to leave out.</param>
    public static byte[] WriteElement(JsonElement value, string? without = null)
    {
        var text = new StringBuilder();
        Append(text, value, without);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="JsonException">Not a value of this type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The file holds null.");

    private static void Append(StringBuilder text, JsonElement value, string? without)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Where(p => p.Name != without).OrderBy(p => p.Name, StringComparer.Ordinal);
                AppendAll(text, '{', '}', members, member =>
                {
                    Append(text, member.Name);
                    Append(text.Append(':'), member.Value, without: null);
                });
                break;
            case JsonValueKind.Array:
                AppendAll(text, '[', ']', value.EnumerateArray(), element => Append(text, element, without: null));
                break;
            case JsonValueKind.String:
                Append(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value.GetDouble()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, IEnumerable<T> parts, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
                text.Append(',');
            first = false;
            append(part);
        }

        text.Append(close);
    }

    private static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        if (value.AsSpan().IndexOfAny(Escaped) < 0)
        {
            text.Append(value).Append('"');
            return;
        }

        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    /// <summary>ECMAScript's Number::toString of a finite number.</summary>
    internal static string Number(double value)
    {
        if (value == 0)
            return "0";
        var (mantissa, tens) = value.ToString("R", CultureInfo.InvariantCulture).Split('E') is [var m, var e]
            ? (m, int.Parse(e, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : (value.ToString("R", CultureInfo.InvariantCulture), 0);
        var (whole, part) = mantissa.TrimStart('-').Split('.') is [var w, var p] ? (w, p) : (mantissa.TrimStart('-'), "");
        var all = whole + part;
        var digits = all.Trim('0');
        var exponent = whole.Length + tens - (all.Length - all.TrimStart('0').Length);
        var sign = value < 0 ? "-" : "";
        var point = digits.Length > 1 ? "." : "";
        return sign + (exponent switch
        {
            > 21 or <= -6 => string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{point}{digits[1..]}e{exponent - 1:+0;-0}"),
            <= 0 => "0." + new string('0', -exponent) + digits,
            _ when digits.Length <= exponent => digits.PadRight(exponent, '0'),
            _ => $"{digits[..exponent]}.{digits[exponent..]}",
        });
    }

    private sealed class WholeSeconds : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
    }
}
