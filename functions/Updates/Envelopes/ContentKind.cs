using HubFunctions.Plans;
using Microsoft.Net.Http.Headers;

namespace HubFunctions.Updates;

/// <summary>The shapes in which updates come.</summary>
public enum ContentKind
{
    /// <summary><c>{ type, timestamp, data }</c>.</summary>
    Json,

    /// <summary>One CloudEvent as JSON.</summary>
    Structured,

    /// <summary>Several CloudEvents as a JSON list.</summary>
    Batch,

    /// <summary>A CloudEvent whose attributes are headers and whose data is the body.</summary>
    Binary,

    /// <summary>A spreadsheet's rows, the first of them headings.</summary>
    Csv,

    /// <summary>The same in an <c>.xlsx</c> workbook.</summary>
    Workbook,
}

internal static class ContentKinds
{
    public const string Accepted =
        "application/json, application/cloudevents+json, application/cloudevents-batch+json, text/csv, "
        + WorkbookFile.ContentType;

    /// <returns>Null for a content type or charset that the hub does not take: JSON is UTF-8 (RFC 8259).</returns>
    public static ContentKind? Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return null;
        // A spreadsheet's bytes say themselves what they are (TextDecoder).
        if (type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase))
            return ContentKind.Csv;
        if (type.MediaType.Equals(WorkbookFile.ContentType, StringComparison.OrdinalIgnoreCase))
            return ContentKind.Workbook;
        if (type.Charset.HasValue
            && HeaderUtilities.RemoveQuotes(type.Charset).ToString().ToLowerInvariant() is not ("utf-8" or "utf8" or "us-ascii"))
            return null;
        return type.MediaType.ToString().ToLowerInvariant() switch
        {
            "application/cloudevents+json" => ContentKind.Structured,
            "application/cloudevents-batch+json" => ContentKind.Batch,
            "application/json" => IsBinary(request) ? ContentKind.Binary : ContentKind.Json,
            var other => IsBinary(request) && IsJson(other) ? ContentKind.Binary : null,
        };
    }

    private static bool IsBinary(HttpRequest request) => request.Headers.ContainsKey("ce-specversion");

    private static bool IsJson(string type) =>
        !type.StartsWith("application/cloudevents", StringComparison.Ordinal)
        && (type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith("/json", StringComparison.Ordinal));
}
