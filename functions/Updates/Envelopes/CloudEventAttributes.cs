using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>The attributes of a CloudEvent that the hub looks at; others are legal and ignored.</summary>
public sealed record CloudEventAttributes(
    string? SpecVersion,
    string? Id,
    string? Source,
    string? Type,
    string? DataContentType,
    string? Time)
{
    /// <summary>Of a message that is no CloudEvent.</summary>
    public static readonly CloudEventAttributes None = new(null, null, null, null, null, null);

    public string MessageId => $"\nce\n{Source}\n{Id}";

    /// <summary>Out of <c>ce-</c> headers, as the HTTP binding (3.1.3.2) says: quotes are undone, then one round of
    /// percent-encoding.</summary>
    public static CloudEventAttributes From(IHeaderDictionary headers)
    {
        string? Header(string name) =>
            headers[name] is [{ } value]
            && Uri.UnescapeDataString(Unquoted(value.Trim())) is var text
            && !WordFolding.IsBlank(text)
                ? text
                : null;
        return new(
            Header("ce-specversion"),
            Header("ce-id"),
            Header("ce-source"),
            Header("ce-type"),
            headers.ContentType,
            Header("ce-time"));
    }

    /// <param name="at">Pointer of the event; its attributes in headers are named by it too.</param>
    public FieldError? Refusal(string at)
    {
        if (SpecVersion != "1.0")
            return new($"{at}/specversion", "specversion", "Give specversion \"1.0\": the hub reads CloudEvents 1.0.");
        if (Id is not { Length: > 0 and <= UpdateLimits.MessageId })
            return new($"{at}/id", "required", $"Give the event's id, at most {UpdateLimits.MessageId} characters.");
        if (Source is not { Length: > 0 and <= UpdateLimits.MessageId })
            return new($"{at}/source", "required", $"Give the event's source, at most {UpdateLimits.MessageId} characters.");
        if (Type != EnvelopeParser.Type && Type?.EndsWith("." + EnvelopeParser.Type, StringComparison.Ordinal) != true)
            return new(
                $"{at}/type",
                "unknown-type",
                $"Give \"{EnvelopeParser.Type}\", with your own prefix if you like, such as org.example.{EnvelopeParser.Type}.");
        if (Time is { } time && (time.Length <= 10 || AsAt.Read(time) is null))
            return new($"{at}/time", "not-a-time", "Give an RFC 3339 time such as 2022-05-24T09:30:00Z, or leave it out.");
        return IsJson(DataContentType)
            ? null
            : new(
                $"{at}/datacontenttype",
                "not-json",
                "Give application/json, another type that ends in +json, or leave it out.");
    }

    /// <summary>A quoted-string of RFC 7230, 3.2.6, without its quotes and backslashes; any other value as it is.</summary>
    private static string Unquoted(string value)
    {
        if (value.Length < 2 || value[0] != '"' || value[^1] != '"')
            return value;
        var text = new System.Text.StringBuilder(value.Length);
        for (var i = 1; i < value.Length - 1; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length - 1)
                i++;
            text.Append(value[i]);
        }

        return text.ToString();
    }

    private static bool IsJson(string? type)
    {
        var media = type?.Split(';')[0].Trim();
        return media is null or ""
            || media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
