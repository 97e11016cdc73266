using System.Runtime.InteropServices;
using System.Text.Json;
using HubFunctions.Http;
using HubFunctions.Plans;

namespace HubFunctions.Updates;

/// <summary>Reads one JSON object and collects what is wrong with it, by pointers relative to the object. What is wrong reads as
/// null.</summary>
public sealed class JsonFields
{
    private readonly string _at;
    private readonly List<FieldError> _errors;
    private readonly List<string> _names;
    private readonly JsonElement[] _values;

    /// <param name="known">Every field that the object may have.</param>
    /// <param name="at">Pointer of the object.</param>
    /// <param name="unknown">Takes the other fields, which are ignored.</param>
    public JsonFields(JsonElement json, List<string> known, string at, List<FieldError> errors, List<FieldError>? unknown)
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
                Error(
                    "",
                    "lone-surrogate",
                    "A field name holds half of a surrogate pair (\\ud800 to \\udfff): send whole characters.");
            else if (known.IndexOf(name) is >= 0 and var field)
                Set(field, property.Value);
            else if (name.Length <= 100)
                unknown?.Add(new($"{at}/{Escape(name)}", "unknown-field", FieldHelp.Ignored(name, known)));
            else
                unknown?.Add(
                    new($"{at}/ (a field with a name of {name.Length} characters)", "unknown-field", "unknown field, ignored"));
        }
    }

    private const string BadId =
        "Give an id of lower-case letters, digits, dots and hyphens, at most 63 characters, beginning with a letter or digit.";

    public JsonElement this[string name] => _values[_names.IndexOf(name)];

    /// <summary>Left out, null, or a text without anything to see: forms and flows send "" for what nobody filled in.</summary>
    public static bool IsAbsent(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => IsBlank(value),
        _ => false,
    };

    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public void Error(string field, string code, string detail)
    {
        if (_errors.Count < UpdateLimits.ErrorsPerUpdate)
            _errors.Add(new FieldError(field.Length == 0 ? _at : $"{_at}/{field}", code, detail));
    }

    public void Required(string field) => Error(field, "required", FieldHelp.Missing(field));

    public string? Id(string field, bool required = true)
    {
        if (!Has(field, required))
            return null;
        var value = this[field];
        if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text) && text.Trim() is var id)
        {
            if (Plans.Id.IsValid(id))
                return id;
            var near = id.ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
            Error(field, "bad-id", BadId + (Plans.Id.IsValid(near) ? $" Did you mean {near}?" : ""));
        }
        else
        {
            Error(field, "bad-id", value.ValueKind == JsonValueKind.Number ? "Put the id in quotes, as in \"2.1\"." : BadId);
        }

        return null;
    }

    /// <summary>Trimmed. Tabs and line breaks are kept; other control characters are refused, for no page or feed may carry
    /// them.</summary>
    public string? Text(string field, int max, bool required = false)
    {
        if (!Has(field, required))
            return null;
        var value = this[field];
        if (value.ValueKind != JsonValueKind.String)
            Error(
                field,
                "not-text",
                value.ValueKind == JsonValueKind.Array ? "Give one text in quotes, not a list." : "Give a text in quotes.");
        else if (!JsonText.TryRead(value, out var text))
            Error(
                field,
                "lone-surrogate",
                "The text holds half of a surrogate pair (\\ud800 to \\udfff): send whole characters.");
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
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False || IsAbsent(value))
            return value.ValueKind == JsonValueKind.True;
        if (value.ValueKind == JsonValueKind.String && JsonText.TryRead(value, out var text) && bool.TryParse(text, out var flag))
            return flag;
        Error(field, "not-a-flag", "Give true or false.");
        return false;
    }

    /// <summary>A number, or a text that can be read as one number only.</summary>
    /// <param name="unit">What may follow the digits of a text, such as %.</param>
    public decimal? Number(string field, decimal min, decimal max, string unit = "")
    {
        var value = this[field];
        if (IsAbsent(value))
            return null;
        var (number, tooLarge) = Number(value, unit);
        if (number is null && !tooLarge)
            Error(
                field,
                "not-a-number",
                "Give a number such as 42.5: digits with a point before decimals, without words, currency or a single comma.");
        else if (number is null || number < min || number > max)
            Error(field, "out-of-range", $"Give a number from {min} to {max}.");
        else
            return number;
        return null;
    }

    private static (decimal? Number, bool TooLarge) Number(JsonElement value, string unit)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetDecimal(out var number) ? (number, false) : (null, true);
        if (value.ValueKind != JsonValueKind.String
            || !JsonText.TryRead(value, out var text)
            || text.Length > UpdateLimits.NumberText)
            return (null, false);
        text = text.Trim();
        return NumberText.Read(unit.Length > 0 && text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length] : text);
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

    private static bool IsBlank(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        // Between the quotes: what begins with a letter or a digit is not blank.
        return raw.Length == 2
            || (!char.IsAsciiLetterOrDigit((char)raw[1])
                && JsonText.TryRead(text, out var characters)
                && WordFolding.IsBlank(characters));
    }

    private bool Has(string field, bool required)
    {
        var absent = IsAbsent(this[field]);
        if (absent && required)
            Required(field);
        return !absent;
    }

    private void Set(int field, JsonElement value)
    {
        if (_values[field].ValueKind != JsonValueKind.Undefined)
            Error(_names[field], "duplicate-key", "The field is there twice: send it once, with the value that counts.");
        _values[field] = value;
    }
}
