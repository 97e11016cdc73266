using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>The attributes of a CloudEvent that the hub looks at; others are legal and ignored.</summary>
public sealed record CloudEventAttributes(string? SpecVersion, string? Id, string? Source, string? Type, string? DataContentType, string? Time)
{
    /// <summary>Of a message that is no CloudEvent.</summary>
    public static readonly CloudEventAttributes None = new(null, null, null, null, null, null);

    public string MessageId => $"\nce\n{Source}\n{Id}";

    /// <summary>Out of <c>ce-</c> headers, which percent-encode what is not printable ASCII.</summary>
    public static CloudEventAttributes From(IHeaderDictionary headers)
    {
        string? Header(string name) => headers[name] is [{ } value] ? Uri.UnescapeDataString(value) : null;
        return new(Header("ce-specversion"), Header("ce-id"), Header("ce-source"), Header("ce-type"), headers.ContentType, Header("ce-time"));
    }

    /// <param name="at">Pointer of the event; its attributes in headers are named by it too.</param>
    public FieldError? Refusal(string at)
    {
        if (SpecVersion != "1.0")
            return new($"{at}/specversion", "specversion", "Give CloudEvents specversion \"1.0\".");
        if (Id is not { Length: > 0 and <= UpdateLimits.MessageId })
            return new($"{at}/id", "required", $"Give the event's id, at most {UpdateLimits.MessageId} characters.");
        if (Source is not { Length: > 0 and <= UpdateLimits.MessageId })
            return new($"{at}/source", "required", $"Give the event's source, at most {UpdateLimits.MessageId} characters.");
        if (Type != EnvelopeParser.Type && Type?.EndsWith("." + EnvelopeParser.Type, StringComparison.Ordinal) != true)
            return new($"{at}/type", "unknown-type", $"Give \"{EnvelopeParser.Type}\", with your own prefix if you like, such as org.example.{EnvelopeParser.Type}.");
        if (Time is { } time && (time.Length <= 10 || AsAt.Read(time) is null))
            return new($"{at}/time", "not-a-time", "Give an RFC 3339 time such as 2022-05-24T09:30:00Z, or leave it out.");
        return IsJson(DataContentType) ? null : new($"{at}/datacontenttype", "not-json", "Give application/json.");
    }

    private static bool IsJson(string? type)
    {
        var media = type?.Split(';')[0].Trim();
        return media is null || media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
