using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace HubFunctions.Http;

/// <summary>Calls whose options stand in the query take them from a JSON body too; what would not be read is refused, never
/// ignored.</summary>
public static class OptionalBody
{
    /// <summary>Characters and punctuation of a few options.</summary>
    private const int MaxBytes = 64 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Adds the fields of a body to the query.</summary>
    /// <param name="fields">What the call takes; none for a call without options.</param>
    /// <returns>Null when the call may go on.</returns>
    public static Task<IResult?> IntoQueryAsync(HttpRequest request, params string[] fields) =>
        IntoQueryAsync(request, null, fields);

    /// <param name="ignored">Takes fields that the call does not have, for the answer's warnings; what looks like a slip for one
    /// that it has is refused.</param>
    public static async Task<IResult?> IntoQueryAsync(HttpRequest request, List<FieldError>? ignored, string[] fields)
    {
        var (json, refusal) = await ReadAsync(request, Wanted(fields));
        return refusal ?? (json is { } body ? IntoQuery(request, body, ignored, fields) : null);
    }

    /// <returns>Null where there is no body, or one that says nothing.</returns>
    public static async Task<(JsonElement? Json, IResult? Refusal)> ReadAsync(HttpRequest request, string wanted)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[4096];
        while (await request.Body.ReadAsync(buffer, request.Stop()) is > 0 and var read)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxBytes)
                return (null, Problems.TooLarge($"This body has more than {MaxBytes} bytes. {wanted}"));
        }

        var text = bytes.ToArray().AsMemory();
        if (text.Span.StartsWith("\uFEFF"u8))
            text = text[3..];
        if (text.Span.Trim(" \t\r\n"u8).Length == 0)
            return (null, null);
        if (!request.HasJsonContentType())
            return (null, Problems.UnsupportedMediaType($"{wanted} A body has the content type application/json."));
        try
        {
            var json = JsonElement.Parse(text.Span, Strict);
            return json.ValueKind switch
            {
                JsonValueKind.Null => (null, null),
                JsonValueKind.Object => (json, null),
                _ => (null, Problems.BadRequest("The body is not an object.", [new("", "not-an-object", wanted)])),
            };
        }
        catch (JsonException broken)
        {
            return (
                null,
                Problems.BadRequest(
                    $"The body is not JSON: look at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}. "
                        + $"{wanted}"));
        }
    }

    private static IResult? IntoQuery(HttpRequest request, JsonElement body, List<FieldError>? ignored, string[] fields)
    {
        var query = request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.OrdinalIgnoreCase);
        var errors = new List<FieldError>();
        foreach (var property in body.EnumerateObject())
        {
            if (!fields.Contains(property.Name, StringComparer.Ordinal)
                && ignored is not null
                && Nearest.Of(property.Name, fields) is null)
                ignored.Add(new($"/{property.Name}", "unknown-field", "unknown field, ignored"));
            else if (!fields.Contains(property.Name, StringComparer.Ordinal))
                errors.Add(new($"/{property.Name}", "unknown-field", Wanted(fields) + Nearest.Question(property.Name, fields)));
            else if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                errors.Add(new($"/{property.Name}", "not-text", "Give one text, or true or false."));
            else if (Text(property.Value) is { Length: > 0 } text && !query.TryAdd(property.Name, new StringValues(text)))
                errors.Add(new($"/{property.Name}", "given-twice", "This is in the address too: give it once."));
        }

        if (errors.Count > 0)
            return Problems.BadRequest("Nothing was changed: fix what errors names.", errors);
        request.Query = new QueryCollection(query);
        return null;
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.Null ? "" : value.ToString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: a character that no option has.
            return "\uFFFD";
        }
    }

    private static string Wanted(string[] fields) => fields.Length == 0
        ? "This call takes no body: leave it out."
        : $"This call takes {string.Join(" and ", fields)}, in the address or as a JSON object.";
}
