using System.Text.Json;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>What the office puts in the place of a refused update or body: <c>{ "updates": [Update] }</c>.</summary>
internal static class CorrectedUpdates
{
    private static readonly List<string> Fields = ["updates"];

    /// <returns>Null where the body says nothing, so that the entry is replayed as it was sent.</returns>
    public static (IReadOnlyList<RawUpdate>? Updates, IReadOnlyList<FieldError> Errors) Read(byte[] raw, QuarantineEntry entry)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(EnvelopeParser.WithoutBom(raw).Span, EnvelopeParser.Strict);
        }
        catch (JsonException broken)
        {
            return (
                null,
                [
                    new(
                        "",
                        "not-json",
                        $"The body is not JSON: look at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}."),
                ]);
        }

        var (errors, unknown) = (new List<FieldError>(), new List<FieldError>());
        var fields = new JsonFields(json, Fields, "", errors, unknown);
        errors.AddRange(unknown.Select(u => u with { Detail = "There is no such field here: give updates." }));
        if (errors.Count > 0 || JsonFields.IsAbsent(fields["updates"]))
            return (null, errors);
        List<RawUpdate> updates =
        [
            .. fields.List("updates", UpdateLimits.Updates).Select(u => new RawUpdate($"/updates/{u.Index}", u.Value)),
        ];
        if (errors.Count == 0 && (updates.Count == 0 || (entry.Body is null && updates.Count > 1)))
            fields.Error(
                "updates",
                "wrong-number",
                entry.Body is null ? "This entry is one update: give one in its place." : "Give at least one update.");
        return (updates, errors);
    }
}
