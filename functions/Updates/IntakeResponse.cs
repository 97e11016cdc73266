using System.Text.Json.Serialization;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>What became of a request's updates.</summary>
/// <param name="Receipt">Null for a dry run.</param>
public sealed record IntakeResponse(
    string? Receipt,
    IReadOnlyList<UpdateResponse> Results,
    IReadOnlyList<string> Warnings,
    bool? DryRun = null)
{
    public IResult ToResult()
    {
        var refused = Results.Count(r => r.Outcome == Outcome.Quarantined);
        if (Results.Count == 0 || refused < Results.Count)
            return Json(this, refused == 0 ? 200 : 207);
        var errors = Results.SelectMany(r => r.Errors ?? []).Take(Problems.MaxErrors);
        return Json(
            new RefusedResponse(
                "https://www.rfc-editor.org/rfc/rfc9110#status.422",
                "Not accepted",
                422,
                DryRun == true
                    ? "Nothing here would be stored: see errors."
                    : "Nothing was stored. The hub keeps what you sent in quarantine: fix what errors names and send it again, "
                        + "or ask the programme office to replay it.",
                [.. errors],
                Receipt,
                Results,
                Warnings,
                DryRun),
            422,
            "application/problem+json");
    }

    private static IResult Json<T>(T answer, int status, string type = "application/json") =>
        Microsoft.AspNetCore.Http.Results.Json(answer, ReadableJson.Options, type, status);
}

/// <param name="Index">Place in the request, from 0.</param>
/// <param name="Deliverable">As sent; null when it was no id.</param>
/// <param name="Sequence">The item's history number of this update.</param>
/// <param name="Receipt">Only where the messages of one request are receipted each by itself.</param>
public sealed record UpdateResponse(
    int Index,
    Outcome Outcome,
    string? Plan,
    string? Deliverable,
    long? Sequence = null,
    IReadOnlyList<FieldError>? Errors = null,
    string? Receipt = null)
{
    /// <summary>Line of a spreadsheet, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>By pointers into the body; told among the answer's warnings.</summary>
    [JsonIgnore]
    public IReadOnlyList<FieldError> Doubts { get; init; } = [];
}

/// <summary>Everything was refused: problem details and the answer in one.</summary>
public sealed record RefusedResponse(
    string Type,
    string Title,
    int Status,
    string Detail,
    IReadOnlyList<FieldError> Errors,
    string? Receipt,
    IReadOnlyList<UpdateResponse> Results,
    IReadOnlyList<string> Warnings,
    bool? DryRun = null);
