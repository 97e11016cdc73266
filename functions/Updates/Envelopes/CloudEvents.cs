using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>CloudEvents 1.0 in JSON. Without a webhook-id, source and id name the message, and its hash is that of the data
/// alone, so that the same event is known again in another mode or another batch.</summary>
internal static class CloudEvents
{
    public static Envelope ReadBinary(
        JsonElement data,
        byte[] raw,
        ReadOnlySpan<byte> body,
        string? id,
        CloudEventAttributes attributes)
    {
        if (attributes.Refusal("") is { } refusal)
            return new Envelope([], [], refusal);
        var updates = EnvelopeParser.Updates(data, "");
        return updates.Count == 0
            ? Envelope.Refused("", "empty", "Give at least one update.")
            : Envelope.Of(new Incoming(id ?? attributes.MessageId, EnvelopeParser.Hash(id is null ? body : raw), 0, updates), []);
    }

    public static Envelope ReadStructured(JsonElement json, byte[] raw, string? id)
    {
        var read = Event.Read(json, "");
        if (read.Refusal is { } refusal)
            return new Envelope([], [], refusal);
        return Envelope.Of(id is null ? read.ToMessage(0) : new Incoming(id, EnvelopeParser.Hash(raw), 0, read.Updates), []);
    }

    public static Envelope ReadBatch(JsonElement json, byte[] raw, string? id)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return Envelope.Refused(
                "",
                "not-a-list",
                "A batch is a list of CloudEvents in square brackets; send a single one as application/cloudevents+json.");
        if (json.GetArrayLength() > UpdateLimits.Updates)
            return new Envelope([], [], TooMany: true);
        var messages = new List<Incoming>(json.GetArrayLength());
        var start = 0;
        foreach (var element in json.EnumerateArray())
        {
            var message = Event.Read(element, $"/{messages.Count}").ToMessage(start);
            messages.Add(message);
            start += message.Updates.Count;
        }

        if (id is not null && messages.Count > 0)
            messages = [new Incoming(id, EnvelopeParser.Hash(raw), 0, [.. messages.SelectMany(m => m.Updates)])];
        return new Envelope(messages, [], TooMany: start > UpdateLimits.Updates);
    }

    private sealed record Event(
        CloudEventAttributes Attributes,
        string DataHash,
        IReadOnlyList<RawUpdate> Updates,
        FieldError? Refusal)
    {
        private static readonly List<string> Fields =
        [
            "specversion", "id", "source", "type", "datacontenttype", "time", "data", "data_base64",
        ];

        public static Event Read(JsonElement json, string at)
        {
            var errors = new List<FieldError>();
            var fields = new JsonFields(json, Fields, at, errors, unknown: null);
            var attributes = new CloudEventAttributes(
                fields.Text("specversion", 20),
                fields.Text("id", UpdateLimits.MessageId),
                fields.Text("source", UpdateLimits.MessageId),
                fields.Text("type", 300),
                fields.Text("datacontenttype", 300),
                fields.Text("time", 60));
            if (errors.Count > 0 || attributes.Refusal(at) is { } refusal && Add(errors, refusal))
                return Refused(attributes, json, at, errors[0]);
            if (!JsonFields.IsAbsent(fields["data"]) && !JsonFields.IsAbsent(fields["data_base64"]))
                return Refused(
                    attributes,
                    json,
                    at,
                    new FieldError(
                        $"{at}/data_base64",
                        "data-twice",
                        "An event has data or data_base64, not both: leave one out."));
            var place = JsonFields.IsAbsent(fields["data"]) ? "data_base64" : "data";
            var data = place == "data" ? fields["data"] : Unpack(fields["data_base64"]);
            if (JsonFields.IsAbsent(data))
                return Refused(
                    attributes,
                    json,
                    at,
                    new FieldError(
                        $"{at}/data",
                        "required",
                        "Add data: one update, or a list of updates; or data_base64, the same as base64 of JSON in UTF-8."));
            var updates = EnvelopeParser.Updates(data, $"{at}/{place}");
            return updates.Count == 0
                ? Refused(attributes, json, at, new FieldError($"{at}/data", "empty", "Give at least one update."))
                : new Event(attributes, EnvelopeParser.Hash(JsonMarshal.GetRawUtf8Value(data)), updates, null);
        }

        public Incoming ToMessage(int start) =>
            new(Refusal is null ? Attributes.MessageId : EnvelopeParser.FromHash(DataHash), DataHash, start, Updates);

        private static Event Refused(CloudEventAttributes attributes, JsonElement json, string at, FieldError refusal) =>
            new(attributes, EnvelopeParser.Hash(JsonMarshal.GetRawUtf8Value(json)), [new RawUpdate(at, json, refusal)], refusal);

        private static bool Add(List<FieldError> errors, FieldError error)
        {
            errors.Add(error);
            return true;
        }

        /// <returns>Undefined when it is not base64 of JSON in UTF-8.</returns>
        private static JsonElement Unpack(JsonElement base64)
        {
            if (base64.ValueKind != JsonValueKind.String
                || !base64.TryGetBytesFromBase64(out var packed)
                || !Utf8.IsValid(packed))
                return default;
            try
            {
                return JsonElement.Parse(EnvelopeParser.WithoutBom(packed).Span, EnvelopeParser.Strict);
            }
            catch (JsonException)
            {
                return default;
            }
        }
    }
}
