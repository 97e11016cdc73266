using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubFunctions.Plans;

/// <summary>How often a plan is reported on: a calendar period such as <c>P3M</c>, <c>P6W</c> or <c>P1Y</c> (ISO 8601, one unit,
/// no time part).</summary>
[JsonConverter(typeof(IntervalJson))]
public readonly record struct ReviewInterval(int Months, int Days)
{
    /// <summary>Where a plan says nothing (conventions, rule 8).</summary>
    public static readonly ReviewInterval Quarterly = new(3, 0);

    public DateOnly After(DateOnly date) => date.PlusMonths(Months).PlusDays(Days);

    public static bool TryParse(string? text, out ReviewInterval interval)
    {
        interval = default;
        if (text is not { Length: >= 3 and <= 6 } || text[0] != 'P'
            || !int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count == 0)
            return false;
        interval = text[^1] switch
        {
            'Y' when count <= 10 => new(12 * count, 0),
            'M' when count <= 120 => new(count, 0),
            'W' when count <= 520 => new(0, 7 * count),
            'D' when count <= 3650 => new(0, count),
            _ => default,
        };
        return interval != default;
    }

    public override string ToString() => (Months, Days) switch
    {
        ( > 0, _) when Months % 12 == 0 => $"P{Months / 12}Y",
        ( > 0, _) => $"P{Months}M",
        _ when Days % 7 == 0 => $"P{Days / 7}W",
        _ => $"P{Days}D",
    };

    private sealed class IntervalJson : JsonConverter<ReviewInterval>
    {
        public override ReviewInterval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var interval)
                ? interval
                : throw new JsonException("Give a period such as \"P3M\" (three months), \"P6W\" or \"P1Y\".");

        public override void Write(Utf8JsonWriter writer, ReviewInterval value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
