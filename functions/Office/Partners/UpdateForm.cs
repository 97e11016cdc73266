using System.Globalization;
using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;
using HubFunctions.Updates;

namespace HubFunctions.Office;

/// <summary>The form for one update: what it shows, and the update that it makes, in the partners' own JSON, so that it is
/// judged like any other.
/// Pure.</summary>
/// <param name="Values">By the names of the inputs.</param>
public sealed record UpdateForm(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Hidden: when the form was opened (UTC, the hub's calendar), and a name of its own.</summary>
    public const string Opened = "opened";
    public const string Name = "form";

    private const int MaxName = 64;
    private const string Measure = "measure-";

    /// <summary>Inputs, and the fields of an update that they fill.</summary>
    private static readonly (string Input, string Field)[] Texts =
        [("status", "health"), ("percentComplete", "percentComplete"), ("summary", "summary"), ("forecast", "forecast"),
            ("note", "note")];

    public string this[string input] => Values.GetValueOrDefault(input, "");

    public static string InputOf(string measure) => Measure + measure;

    public static UpdateForm Of(DateTimeOffset now) => new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["asAt"] = Day(now),
        [Opened] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        [Name] = Guid.NewGuid().ToString("N"),
    });

    public static UpdateForm Of(IFormCollection sent) =>
        new(sent.ToDictionary(f => f.Key, f => f.Value.ToString().ReplaceLineEndings("\n").Trim(), StringComparer.Ordinal));

    /// <returns>Nothing reported: an error that says so.</returns>
    public FieldError? Refusal(PlanItem item) => Texts.Any(t => this[t.Input].Length > 0) || Figures(item).Any()
        ? null
        : new("status", "required", "Give a status, a summary or a figure");

    public byte[] ToJson(string plan, PlanItem item)
    {
        var update = new Dictionary<string, object> { ["plan"] = plan, ["deliverable"] = item.Id, ["asAt"] = AsAt() };
        foreach (var (input, field) in Texts.Where(t => this[t.Input].Length > 0))
            update[field] = this[input];
        if (Figures(item).ToList() is { Count: > 0 } figures)
            update["measures"] = figures.ConvertAll(f => new { id = f.Measure, value = f.Value });
        return JsonSerializer.SerializeToUtf8Bytes(update, ReadableJson.Options);
    }

    /// <summary>The same content of the same form is the same message, sent once or twice; opened again, or changed, it is
    /// another.</summary>
    /// <param name="hash">Of the update.</param>
    public string MessageId(string hash) => $"\nform\n{(this[Name] is { Length: <= MaxName } name ? name : "")}\n{hash}";

    /// <summary>The fault of an update, at the input that it came from.</summary>
    public FieldError At(FieldError error, PlanItem item)
    {
        var parts = error.Pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var input = parts switch
        {
            ["measures", var index, ..] when int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && Figures(item).ElementAtOrDefault(at) is { } figure =>
                InputOf(figure.Measure),
            [var field, ..] => Texts.FirstOrDefault(t => t.Field == field).Input ?? (field == "asAt" ? field : ""),
            _ => "",
        };
        return error with { Pointer = input };
    }

    /// <summary>A day that is today means now: an update of this morning is older.</summary>
    private string AsAt() =>
        DateTimeOffset.TryParseExact(
            this[Opened], "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var opened)
        && this["asAt"] == Day(opened)
            ? this[Opened]
            : this["asAt"];

    private IEnumerable<Figure> Figures(PlanItem item) => ReportableMeasure.Of(item)
        .Select(m => new Figure(m.Id, this[InputOf(m.Id)])).Where(f => f.Value.Length > 0);

    private static string Day(DateTimeOffset instant) =>
        LondonTime.DateOf(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Figure(string Measure, string Value);
}
