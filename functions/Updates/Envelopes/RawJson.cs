using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubFunctions.Updates;

/// <summary>JSON that is passed on byte for byte: what a partner sent may hold escapes that no text can.</summary>
[JsonConverter(typeof(Verbatim))]
public sealed record RawJson(byte[] Utf8)
{
    private sealed class Verbatim : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8, skipInputValidation: true);
    }
}
