using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Reads the measures of an update. A value left out, or null, is "not reported".</summary>
internal static class MeasureParser
{
    private static readonly List<string> Fields =
    [
        "id", "value", "unit", "period", "approximate", "atLeast", "restated", "source",
    ];

    public static List<MeasureValue>? Read(JsonFields update, List<FieldError> errors, List<FieldError> unknown)
    {
        if (JsonFields.IsAbsent(update["measures"]))
            return null;
        var measures = new List<MeasureValue>();
        foreach (var (index, json) in update.List("measures", UpdateLimits.MeasuresPerUpdate))
        {
            if (json.ValueKind == JsonValueKind.String && JsonFields.IsAbsent(json))
                continue;
            var measure = ReadOne(
                new JsonFields(json, Fields, $"/measures/{index}", errors, unknown),
                json.ValueKind == JsonValueKind.Object);
            if (measure is not null && measures.Exists(m => m.Id == measure.Id))
                update.Error(
                    $"measures/{index}/id",
                    "duplicate-measure",
                    "The measure is there twice in this update: send it once.");
            else if (measure is not null)
                measures.Add(measure);
        }

        return measures;
    }

    private static MeasureValue? ReadOne(JsonFields fields, bool isObject)
    {
        if (!isObject || fields.Id("id") is not { } id)
            return null;
        return new MeasureValue
        {
            Id = id,
            Value = fields.Number("value", -UpdateLimits.Value, UpdateLimits.Value),
            Unit = fields.Text("unit", UpdateLimits.Period),
            Period = fields.Text("period", UpdateLimits.Period),
            Approximate = fields.Flag("approximate"),
            AtLeast = fields.Flag("atLeast"),
            Restated = fields.Flag("restated"),
            Source = fields.Text("source", PlanLimits.Name),
        };
    }
}
