using System.Text;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What an authenticated partner sent and the hub refused, whole: one update, or a body that could not be
/// read.</summary>
public sealed record QuarantineEntry
{
    /// <summary>Made from message, body and index: the same refusal twice is one entry.</summary>
    public string Id => $"{Key}-{BodyHash[..8]}-{Index:D3}";
    public required string Partner { get; init; }

    /// <summary>Key and receipt of the message.</summary>
    public required string Key { get; init; }
    public required string Receipt { get; init; }
    public required string BodyHash { get; init; }

    /// <summary>Index of the update within its message.</summary>
    public required int Index { get; init; }

    /// <summary>When it came (UTC, the hub's calendar).</summary>
    public required DateTimeOffset At { get; init; }
    public required byte[] Raw { get; init; }
    public required IReadOnlyList<FieldError> Errors { get; init; }
    public string? Plan { get; init; }
    public string? Deliverable { get; init; }

    /// <summary>Set when <see cref="Raw"/> is a whole body.</summary>
    public RefusedBody? Body { get; init; }

    /// <summary>What the office stored in its place; null while it waits.</summary>
    public Correction? Correction { get; init; }
}

/// <summary>Stands beside what was sent, which stays as it came.</summary>
/// <param name="At">UTC, the hub's calendar.</param>
/// <param name="Updates">JSON: a list of updates.</param>
public sealed record Correction(DateTimeOffset At, byte[] Updates)
{
    /// <summary>Who corrected it; the version before kept none.</summary>
    public string By { get; init; } = Acting.Office;
}

/// <summary>How a refused body came, so that it can be read again.</summary>
/// <param name="MessageId">webhook-id or Idempotency-Key.</param>
public sealed record RefusedBody(ContentKind Kind, string? Encoding, string? MessageId, CloudEventAttributes Attributes);

/// <summary>A quarantine entry as it is shown.</summary>
/// <param name="Update">What was sent, if it is JSON and not long.</param>
/// <param name="Text">What was sent, if it is not JSON: as UTF-8, broken characters replaced.</param>
/// <param name="Bytes">Length of what was sent.</param>
public sealed record QuarantineView(
    string Id,
    string Partner,
    DateTimeOffset At,
    string Receipt,
    int Index,
    string? Plan,
    string? Deliverable,
    IReadOnlyList<FieldError> Errors,
    int Bytes,
    RawJson? Update,
    string? Text)
{
    private const int MaxInList = 8_000;

    /// <summary>What the office stored in its place; null while it waits.</summary>
    public CorrectionView? Correction { get; init; }

    /// <param name="whole">False leaves out what is long, for lists.</param>
    public static QuarantineView Of(QuarantineEntry entry, bool whole)
    {
        var shown = whole || entry.Raw.Length <= MaxInList;
        var json = entry.Body is null && shown ? new RawJson(entry.Raw) : null;
        var text = entry.Body is { } body && shown ? Words(entry.Raw, body) : null;
        return new(
            entry.Id,
            entry.Partner,
            entry.At,
            entry.Receipt,
            entry.Index,
            entry.Plan,
            entry.Deliverable,
            entry.Errors,
            entry.Raw.Length,
            json,
            text)
        {
            Correction = entry.Correction is { } correction
                ? new(correction.At, whole ? new RawJson(correction.Updates) : null)
                : null,
        };
    }

    /// <summary>As people read it: unpacked, and of a workbook its texts.</summary>
    private static string Words(byte[] raw, RefusedBody body)
    {
        var unpacked = BodyDecompression.Unpack(raw, body.Encoding).Body;
        return WorkbookFile.IsPackage(unpacked) && PackageText.Of(unpacked) is { } words
            ? words
            : Encoding.UTF8.GetString(unpacked);
    }
}

/// <param name="Updates">Left out of lists.</param>
public sealed record CorrectionView(DateTimeOffset At, RawJson? Updates);

/// <param name="Next">Address of the next page; null on the last.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantineView> Entries, string? Next);
