using System.Text.Json;
using System.Text.Json.Nodes;
using HubFunctions.Http;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>A refused update as a form: its fields with what is wrong beside them, and the update that a corrected form makes.
/// What the form does not show stays as it was sent. Pure.</summary>
public sealed class RefusedUpdate
{
    private const string Prefix = "update-";

    /// <summary>Shown where the update has them or they are at fault.</summary>
    private static readonly HashSet<string> Always = ["plan", "deliverable", "asAt", "health", "summary"];

    /// <summary>Values that are no text are written as JSON.</summary>
    private static readonly HashSet<string> Structured = ["measures", "evidence", "reporter"];

    private static readonly JsonSerializerOptions Readable = new(ReadableJson.Options) { WriteIndented = true };

    private readonly JsonObject _sent;

    private RefusedUpdate(JsonObject sent, IReadOnlyList<FieldError> errors)
    {
        _sent = sent;
        Fields =
        [
            .. UpdateParser
                .Known.Where(f => Always.Contains(f) || sent.ContainsKey(f) || Faults(f, errors).Any())
                .Select(f => Field(f, errors)),
        ];
        Others = [.. errors.Where(e => FieldOf(e) is null)];
    }

    public IReadOnlyList<RefusedField> Fields { get; }

    /// <summary>What is wrong with none of the fields in particular.</summary>
    public IReadOnlyList<FieldError> Others { get; }

    /// <returns>Null where it is no JSON object: it can be replayed as it is, or deleted.</returns>
    public static RefusedUpdate? Of(QuarantineEntry entry) => Of(entry.Raw, entry.Errors);

    internal static RefusedUpdate? Of(byte[] raw, IReadOnlyList<FieldError> errors)
    {
        try
        {
            // Counting them finds two properties of one name.
            return JsonNode.Parse(raw, documentOptions: EnvelopeParser.Strict) is JsonObject { Count: >= 0 } sent
                ? new(sent, errors)
                : null;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Name of a field's input.</summary>
    public static string InputOf(string field) => Prefix + field;

    /// <summary>The update with the form's values; an emptied field is left out.</summary>
    public (JsonElement? Update, IReadOnlyList<FieldError> Errors) With(IFormCollection form)
    {
        var (update, errors) = ((JsonObject)_sent.DeepClone(), new List<FieldError>());
        foreach (var field in UpdateParser.Known)
        {
            if (!form.TryGetValue(InputOf(field), out var values))
                continue;
            var text = values.ToString().ReplaceLineEndings("\n").Trim();
            if (text.Length == 0)
                update.Remove(field);
            else if (!Structured.Contains(field))
                update[field] = _sent[field] is { } before && TextOf(before) == text ? before.DeepClone() : text;
            else if (Parsed(text) is { } json)
                update[field] = json;
            else
                errors.Add(
                    new($"/{field}", "not-json", "This is not JSON: a bracket, comma or quotation mark is missing or too many."));
        }

        return errors.Count > 0 ? (null, errors) : (JsonSerializer.SerializeToElement(update), []);
    }

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: EnvelopeParser.Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private RefusedField Field(string name, IReadOnlyList<FieldError> errors) => new(
        name,
        _sent[name] is { } value ? TextOf(value) : "",
        name is "summary" or "note" or "risks" or "next" || Structured.Contains(name),
        string.Join(" ", Faults(name, errors).Select(e => e.Detail)) is { Length: > 0 } fault ? fault : null);

    private static IEnumerable<FieldError> Faults(string field, IReadOnlyList<FieldError> errors) =>
        errors.Where(e => FieldOf(e) == field);

    /// <summary>Of a pointer into the message, such as /data/3/measures/0/value.</summary>
    private static string? FieldOf(FieldError error) => error.Pointer.Split('/').FirstOrDefault(UpdateParser.Known.Contains);

    private static string TextOf(JsonNode value) =>
        value is JsonValue plain && plain.TryGetValue<string>(out var text) ? text : value.ToJsonString(Readable);
}

/// <param name="IsLong">More than a line.</param>
/// <param name="Fault">What is wrong with it; null for nothing.</param>
public sealed record RefusedField(string Name, string Value, bool IsLong, string? Fault);
