using System.Globalization;
using System.Text.Json;

namespace HubFunctions.Mail;

/// <summary>A body of Notify's delivery reports: one notification each.
/// See https://docs.notifications.service.gov.uk/rest-api.html#delivery-receipts.</summary>
public static class NotifyEvent
{
    /// <returns>Null for a body that is no JSON object; nothing for a notification that says nothing of a mail.</returns>
    public static IReadOnlyList<MailEvent>? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            using var entry = JsonDocument.ParseValue(ref json);
            if (entry.RootElement.ValueKind != JsonValueKind.Object || !IsBlank(body[(int)json.BytesConsumed..]))
                return null;
            return Of(entry.RootElement) is { } one ? [one] : [];
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static MailEvent? Of(JsonElement entry)
    {
        if (Text(entry, "notification_type") is { } type && type != "email")
            return null;
        var reference = Text(entry, "reference");
        return Kind(Text(entry, "status")) is { } kind
            ? new MailEvent(kind, reference is null ? null : NotifyReference.MailOf(reference), Text(entry, "to"), Time(entry))
            {
                MessageId = reference is null ? null : NotifyReference.MessageIdOf(reference),
            }
            : null;
    }

    private static MailEventKind? Kind(string? status) => status switch
    {
        "delivered" => MailEventKind.Delivered,
        "permanent-failure" => MailEventKind.Bounce,
        // A mailbox that was full for three days, or a fault between Notify and its own provider: the mail is lost, the address
        // may be good.
        "temporary-failure" or "technical-failure" => MailEventKind.Lost,
        _ => null,
    };

    private static DateTimeOffset? Time(JsonElement entry) => DateTimeOffset.TryParse(
        Text(entry, "completed_at") ?? Text(entry, "sent_at") ?? Text(entry, "created_at"),
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        ? at
        : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsBlank(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept(" \t\r\n"u8) < 0;
}
