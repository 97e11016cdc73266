using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>From an unpacked body to messages of raw updates. Pure.</summary>
/// <remarks>UTF-8 only, a BOM is skipped; no comments, no trailing commas; at most <see cref="UpdateLimits.Depth"/>
/// levels.</remarks>
public static class EnvelopeParser
{
    public const string Type = "deliverable.updated";
    private static readonly List<string> Fields = ["type", "timestamp", "data"];
    internal static readonly JsonDocumentOptions Strict = new() { MaxDepth = UpdateLimits.Depth };

    /// <param name="id">webhook-id or Idempotency-Key; null when the sender gave neither.</param>
    /// <param name="attributes">Of a binary CloudEvent; other kinds carry them in the body.</param>
    public static Envelope Read(ContentKind kind, byte[] raw, byte[] unpacked, string? id, CloudEventAttributes attributes)
    {
        var body = WithoutBom(unpacked);
        if (!Utf8.IsValid(body.Span))
            return Envelope.Refused("", "not-utf-8", "Send the body as UTF-8." + Sheet(body.Span));
        JsonElement json;
        try
        {
            json = JsonElement.Parse(body.Span, Strict);
        }
        catch (JsonException broken)
        {
            return Envelope.Refused(
                "",
                "not-json",
                $"The body is not JSON, or nested deeper than {UpdateLimits.Depth} levels: look at line {broken.LineNumber + 1}, "
                    + $"byte {broken.BytePositionInLine + 1}." + Sheet(body.Span));
        }

        return kind switch
        {
            ContentKind.Json => ReadJson(json, raw, id),
            ContentKind.Binary => CloudEvents.ReadBinary(json, raw, body.Span, id, attributes),
            ContentKind.Structured => CloudEvents.ReadStructured(json, raw, id),
            _ => CloudEvents.ReadBatch(json, raw, id),
        };
    }

    /// <summary>A hint for who sends a spreadsheet under the name of JSON; else nothing.</summary>
    private static string Sheet(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith("PK\u0003\u0004"u8))
            return " It looks like a workbook: send that with the Content-Type "
                + "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.";
        var end = body.IndexOfAny((byte)'\n', (byte)'\r');
        var first = end < 0 ? body : body[..end];
        return first.Length > 0 && char.IsAsciiLetter((char)first[0]) && first.ContainsAny(",;\t"u8)
            ? " It looks like CSV: send that with the Content-Type text/csv."
            : "";
    }

    /// <summary>A byte order mark says nothing in UTF-8.</summary>
    internal static ReadOnlyMemory<byte> WithoutBom(byte[] utf8) =>
        utf8.AsSpan().StartsWith("\uFEFF"u8) ? utf8.AsMemory(3) : utf8;

    public static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>One update or a list of them.</summary>
    internal static IReadOnlyList<RawUpdate> Updates(JsonElement data, string at)
    {
        if (data.ValueKind != JsonValueKind.Array)
            return [new RawUpdate(at, data)];
        var updates = new List<RawUpdate>(data.GetArrayLength());
        foreach (var update in data.EnumerateArray())
            updates.Add(new RawUpdate($"{at}/{updates.Count}", update));
        return updates;
    }

    private static Envelope ReadJson(JsonElement json, byte[] raw, string? id)
    {
        var errors = new List<FieldError>();
        var unknown = new List<FieldError>();
        var fields = new JsonFields(json, Fields, "", errors, unknown);
        if (json.ValueKind == JsonValueKind.Object && fields.Text("type", 200, required: true) is { } type && type != Type)
            fields.Error("type", "unknown-type", $"Give \"{Type}\": the hub takes no other type.");
        if (json.ValueKind == JsonValueKind.Object && JsonFields.IsAbsent(fields["data"]))
            fields.Required("data");
        if (errors is [var first, ..])
            return new Envelope([], [], first);
        var updates = Updates(fields["data"], "/data");
        if (updates.Count == 0)
            return Envelope.Refused("/data", "empty", "Give at least one update in the list.");
        var warnings = unknown.ConvertAll(Warnings.Of);
        if (fields.Text("timestamp", 60) is not { } timestamp || AsAt.Read(timestamp) is null)
            warnings.Add("/timestamp: missing or not a time; the updates count by their own asAt");
        var hash = Hash(raw);
        return Envelope.Of(new Incoming(id ?? FromHash(hash), hash, 0, updates), warnings);
    }

    internal static string FromHash(string hash) => $"\nsha256\n{hash}";
}
