using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HubFunctions.Plans;

namespace HubFunctions.Http;

/// <summary>Reads JSON from outside into the hub's types, and says where and how it does not fit.</summary>
public static class InputJson
{
    /// <returns>The value, or null with errors.</returns>
    public static async Task<(T? Value, IReadOnlyList<FieldError> Errors)> ReadAsync<T>(Stream body, CancellationToken stop)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(body, HubJson.Options, stop) is { } value
                ? (value, [])
                : (null, [new FieldError("", "not-an-object", "The body is null; send a JSON object.")]);
        }
        catch (JsonException error)
        {
            return (null, [new FieldError(Pointer(error.Path), "invalid", Detail<T>(error))]);
        }
    }

    /// <summary>The same, and the fields that the type does not have, in words.</summary>
    /// <returns>The value, or null with errors.</returns>
    public static async Task<(
        T? Value,
        IReadOnlyList<FieldError> Errors,
        IReadOnlyList<string> Unknown)> ReadNamingUnknownAsync<T>(Stream body, CancellationToken stop)
        where T : class
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, stop);
        copy.Position = 0;
        var (value, errors) = await ReadAsync<T>(copy, stop);
        if (value is null)
            return (value, errors, []);
        using var json = JsonDocument.Parse(copy.GetBuffer().AsMemory(0, (int)copy.Length));
        return (value, errors, UnknownFields.Of<T>(json.RootElement));
    }

    /// <summary>From System.Text.Json's path ($.items[3].title) to a JSON pointer (/items/3/title).</summary>
    public static string Pointer(string? path) =>
        path is null or "$"
            ? ""
            : path.Replace("$", "", StringComparison.Ordinal)
                .Replace("['", "/", StringComparison.Ordinal)
                .Replace("']", "", StringComparison.Ordinal)
                .Replace('.', '/')
                .Replace('[', '/')
                .Replace("]", "", StringComparison.Ordinal);

    /// <summary>The framework's message names types; people want to know what to send.</summary>
    private static string Detail<T>(JsonException error)
    {
        if (error.Message.Contains("missing required", StringComparison.Ordinal))
            return $"A field that is needed is missing. {Required(typeof(T))}";
        if (error.Message.Contains("Duplicate property", StringComparison.Ordinal))
            return "The same field is given twice; keep one.";
        if (error.Message.StartsWith("Give ", StringComparison.Ordinal))
            return error.Message;
        if (error.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return "There is no such field: check its spelling.";
        var expected = Expected(error.Message);
        return expected is null
            ? $"This is not well-formed JSON near line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."
            : $"This value does not fit: give {expected}.";
    }

    private static string? Expected(string message) =>
        message switch
        {
            _ when message.Contains("DateOnly", StringComparison.Ordinal) => "a date as yyyy-MM-dd",
            _ when message.Contains("DateTimeOffset", StringComparison.Ordinal) => "an instant such as 2022-05-24T09:30:00Z",
            _ when message.Contains("PlanStatus", StringComparison.Ordinal) => "draft, consultation, adopted or closed",
            _ when message.Contains("ReminderStart", StringComparison.Ordinal) => "started or waiting",
            _ when message.Contains("PlanLanguage", StringComparison.Ordinal) => "en or cy",
            _ when message.Contains("PlanPublication", StringComparison.Ordinal) => "an object",
            _ when message.Contains("Boolean", StringComparison.Ordinal) => "true or false",
            _ when message.Contains("IReadOnlyList", StringComparison.Ordinal) => "a list",
            _ when message.Contains("IReadOnlyDictionary", StringComparison.Ordinal) => "an object",
            _ when message.Contains("String", StringComparison.Ordinal) => "a text",
            _ when message.Contains("Decimal", StringComparison.Ordinal) || message.Contains("Int32", StringComparison.Ordinal) =>
                "a number",
            _ when message.Contains("could not be converted", StringComparison.Ordinal) =>
                "a value of another kind; GET /api/openapi.json shows the form",
            _ => null,
        };

    private static string Required(Type type)
    {
        var names = HubJson.Options.GetTypeInfo(type).Properties.Where(p => p.IsRequired).Select((JsonPropertyInfo p) => p.Name);
        return $"At the top these are needed: {string.Join(", ", names)}; every item needs id and title, every owner an id.";
    }
}
