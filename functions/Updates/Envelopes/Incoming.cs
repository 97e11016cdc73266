using System.Text.Json;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>One message: what a sender repeats as a whole. A batch of CloudEvents without a webhook-id is as many messages as
/// events.</summary>
/// <param name="Id">What names it among the partner's messages.</param>
/// <param name="BodyHash">SHA-256, hex: of the raw body, or of a CloudEvent's data.</param>
/// <param name="Start">Index in the request of its first update.</param>
public sealed record Incoming(string Id, string BodyHash, int Start, IReadOnlyList<RawUpdate> Updates);

/// <param name="Pointer">Where in the body it stands.</param>
/// <param name="Refusal">Set when the event around it is at fault.</param>
public readonly record struct RawUpdate(string Pointer, JsonElement Json, FieldError? Refusal = null)
{
    /// <summary>Line of a spreadsheet, from 1; null in JSON.</summary>
    public int? Line { get; init; }

    /// <summary>Headings of a spreadsheet by the pointer of what was read from their column.</summary>
    public IReadOnlyDictionary<string, string>? Places { get; init; }

    /// <summary>Where in the body something stands that is known by a pointer relative to the update.</summary>
    public string At(string pointer)
    {
        for (var field = pointer; Places is not null && field.Length > 0; field = field[..field.LastIndexOf('/')])
        {
            if (Places.TryGetValue(field, out var heading))
                return $"{Pointer}/{JsonFields.Escape(heading)}";
        }

        return Pointer + pointer;
    }
}

/// <param name="Refusal">Set when the body as a whole cannot be read.</param>
/// <param name="TooMany">More than <see cref="UpdateLimits.Updates"/>.</param>
public sealed record Envelope(
    IReadOnlyList<Incoming> Messages,
    IReadOnlyList<string> Warnings,
    FieldError? Refusal = null,
    bool TooMany = false)
{
    public static Envelope Refused(string pointer, string code, string detail) =>
        new([], [], new FieldError(pointer, code, detail));

    public static Envelope Of(Incoming message, IReadOnlyList<string> warnings) =>
        new([message], warnings, TooMany: message.Updates.Count > UpdateLimits.Updates);
}
