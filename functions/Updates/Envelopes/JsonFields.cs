using System.Text.Json;
using HubFunctions.Http;

namespace HubFunctions.Updates;

/// <summary>Reads one JSON object and collects what is wrong with it, by pointers relative to the object. What is wrong reads as null.</summary>
public sealed class JsonFields
{
    private readonly string _at;
    private readonly List<FieldError> _errors;
    private readonly List<string> _names;
    private readonly JsonElement[] _values;

    /// <param name="known">Every field that the object may have.</param>
    /// <param name="at">Pointer of the object.</param>
    /// <param name="unknown">Takes the pointers of other fields, which are ignored.</param>
    public JsonFields(JsonElement json, List<string> known, string at, List<FieldError> errors, List<string>? unknown)
    {
        (_at, _errors, _names) = (at, errors, known);
        _values = new JsonElement[known.Count];
        if (json.ValueKind != JsonValueKind.Object)
        {
            Error("", "not-an-object", $"Give an object with {string.Join(", ", known)}.");
            return;
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!JsonText.TryName(property, out var name))
                Error("", "lone-surrogate", "A field name holds half of a surrogate pair (\\ud800 to \\udfff): send whole characters.");
            else if (known.IndexOf(name) is >= 0 and var field)
                Set(field, property.Value);
            else if (name.Length <= 100)
                unknown?.Add($"{at}/{Escape(name)}");
            else
                unknown?.Add($"{at}/ (a field with a name of {name.Length} characters)");
        }
    }

    public JsonElement this[string name] => _values[_names.IndexOf(name)];

    public static bool IsAbsent(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public void Error(string field, string code, string detail)
    {
        if (_errors.Count < UpdateLimits.ErrorsPerUpdate)
            _errors.Add(new FieldError(field.Length == 0 ? _at : $"{_at}/{field}", code, detail));
    }

    public string? Id(string field, bool required = true)
    {
        if (!Has(field, required))
            return null;
        var value = this[field];
        if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var id) && Plans.Id.IsValid(id))
            return id;
        Error(field, "bad-id", "Give an id of lower-case letters, digits, dots and hyphens, at most 63 characters, beginning with a letter or digit.");
        return null;
    }

    /// <summary>Trimmed. Tabs and line breaks are kept; other control characters are refused, for no page or feed may carry them.</summary>
    public string? Text(string field, int max, bool required = false)
    {
        if (!Has(field, required))
            return null;
        var value = this[field];
        if (value.ValueKind != JsonValueKind.String)
            Error(field, "not-text", "Give a text in quotes.");
        else if (!JsonText.TryRead(value, out var text))
            Error(field, "lone-surrogate", "The text holds half of a surrogate pair (\\ud800 to \\udfff): send whole characters.");
        else if (text.Length > max)
            Error(field, "too-long", $"At most {max} characters fit; this has {text.Length}.");
        else if (JsonText.HasControl(text))
            Error(field, "control-character", "Remove control characters; tabs and line breaks are fine.");
        else
            return text.Trim();
        return null;
    }

    public bool Flag(string field)
    {
        var value = this[field];
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False) && !IsAbsent(value))
            Error(field, "not-a-flag", "Give true or false.");
        return value.ValueKind == JsonValueKind.True;
    }

    public decimal? Number(string field, decimal min, decimal max)
    {
        var value = this[field];
        if (IsAbsent(value))
            return null;
        if (value.ValueKind != JsonValueKind.Number)
            Error(field, "not-a-number", "Give a number without quotes, such as 42.5.");
        else if (!value.TryGetDecimal(out var number) || number < min || number > max)
            Error(field, "out-of-range", $"Give a number from {min} to {max}.");
        else
            return number;
        return null;
    }

    /// <summary>The elements of a list; none when it is absent or not a list.</summary>
    public IEnumerable<(int Index, JsonElement Value)> List(string field, int max)
    {
        var value = this[field];
        if (IsAbsent(value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            Error(field, "not-a-list", "Give a list in square brackets.");
        else if (value.GetArrayLength() > max)
            Error(field, "too-many", $"At most {max} fit; these are {value.GetArrayLength()}.");
        else
            return value.EnumerateArray().Select((element, index) => (index, element));
        return [];
    }

    private bool Has(string field, bool required)
    {
        var absent = IsAbsent(this[field]);
        if (absent && required)
            Error(field, "required", "Add this field.");
        return !absent;
    }

    private void Set(int field, JsonElement value)
    {
        if (_values[field].ValueKind != JsonValueKind.Undefined)
            Error(_names[field], "duplicate-key", "The field is there twice: send it once.");
        _values[field] = value;
    }
}
