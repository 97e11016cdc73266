using System.Globalization;
using System.Text.Json;
using Azure;

namespace HubFunctions.Azure.Tables;

/// <summary>The service's account of a refusal: <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>.</summary>
internal readonly record struct TableError(string? Code, string Message)
{
    public static RequestFailedException From(Response response)
    {
        var body = response.ContentStream is null ? default : response.Content.ToMemory().Span;
        var error = Parse(body) ?? new TableError(null, $"Table storage answered {response.Status}.");
        response.Headers.TryGetValue("x-ms-error-code", out var header);
        return new RequestFailedException(response.Status, error.Message, error.Code ?? header, innerException: null);
    }

    /// <summary>Null when the bytes are not such an account (some refusals come as XML or empty).</summary>
    public static TableError? Parse(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body[0] != (byte)'{')
            return null;
        string? code = null, message = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            while ((code is null || message is null) && reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                var isCode = reader.ValueTextEquals("code"u8);
                var isMessage = reader.ValueTextEquals("value"u8);
                if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                    continue;
                if (isCode)
                    code = reader.GetString();
                else if (isMessage)
                    message = reader.GetString();
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return code is null && message is null ? null : new(code, FirstLine(message ?? code!));
    }

    /// <summary>A refused transaction names its operation as <c>3:The specified entity already exists.</c></summary>
    public int? Index()
    {
        var colon = Message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(Message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
    }

    // The lines after it carry the request id and time, which only make equal errors look different.
    private static string FirstLine(string message)
    {
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
